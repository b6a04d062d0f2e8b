import { homeWords as words } from '#renderer/words/index.ts'

/** The one thing Home asks for, and where it is done. */
export interface OneThing {
  readonly title: string
  readonly hint: string
  readonly action: string
  readonly href: string
}

/** What stands open in the forum, as far as Home cares. */
export interface Standing {
  readonly isAlone: boolean
  readonly hasDate: boolean
  readonly items: number
  /** Own topics that nobody but oneself may weigh and that have no importance yet. */
  readonly unweighed: number
  /** Minutes over what was set aside; 0 or less when it fits. */
  readonly over: number
  /** What has to be done about the recovery sheet: setting up is not done before it was rehearsed. */
  readonly sheet: 'make' | 'rehearse' | 'renew' | null
}

const sheetThings = {
  make: { title: words.sheetTitle, hint: words.sheetHint, action: words.sheetAction },
  rehearse: {
    title: words.rehearseTitle,
    hint: words.rehearseHint,
    action: words.rehearseAction,
  },
  renew: { title: words.renewTitle, hint: words.renewHint, action: words.renewAction },
} as const

/** The first thing that waits, in the order in which a meeting comes about; then what can wait. */
export function oneThing({ isAlone, hasDate, items, unweighed, over, sheet }: Standing): OneThing {
  if (isAlone)
    return {
      title: words.inviteTitle,
      hint: words.inviteHint,
      action: words.inviteAction,
      href: '/members',
    }
  if (!hasDate)
    return {
      title: words.dateTitle,
      hint: words.dateHint,
      action: words.dateAction,
      href: '/agenda',
    }
  if (items === 0)
    return {
      title: words.buildTitle,
      hint: words.buildHint,
      action: words.buildAction,
      href: '/agenda',
    }
  if (unweighed > 0)
    return {
      title: words.weighTitle(unweighed),
      hint: words.weighHint(unweighed),
      action: words.weighAction,
      href: '/parking-lot',
    }
  if (over > 0)
    return {
      title: words.overTitle,
      hint: words.overHint(over),
      action: words.overAction,
      href: '/agenda',
    }
  if (sheet !== null) return { ...sheetThings[sheet], href: '/settings' }
  return { title: words.readTitle, hint: words.readHint, action: words.readAction, href: '/agenda' }
}
