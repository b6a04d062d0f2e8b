import { createHub } from './hub.ts'

let known: Promise<string | null> | null = null

/** Why tests cannot have their own network here, in words; null when they can. Asked once. */
export function whyNoNamespaces(): Promise<string | null> {
  known ??= probe()
  return known
}

/** True when tests can have their own network here. */
export async function namespacesAllowed(): Promise<boolean> {
  return (await whyNoNamespaces()) === null
}

async function probe(): Promise<string | null> {
  if (process.platform !== 'linux') return 'network namespaces need Linux'
  if (process.getuid?.() !== 0) return 'network namespaces need root'
  try {
    const hub = await createHub()
    try {
      await hub.addMember('probe')
    } finally {
      await hub.remove()
    }
    return null
  } catch (error) {
    const words = error instanceof Error ? error.message.trim() : String(error)
    return `network namespaces are not allowed here: ${words}`
  }
}
