import type { ComputerCode, Intent } from '#renderer/data/forum/index.ts'
import type { Parting } from './ConfirmParting.tsx'

/** What the card leads on to. */
export type CardStep =
  | { readonly step: 'parting'; readonly parting: Parting }
  /** One of their computers no longer hears from the others. */
  | { readonly step: 'return-code' }
  /** A computer is to come in by a code. */
  | { readonly step: 'computer'; readonly code: ComputerCode }
  /** It takes two: whom to ask. */
  | { readonly step: 'together'; readonly intent: Intent }
