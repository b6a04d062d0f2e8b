import type { Channel } from './channels.ts'

/**
 * What the preload exposes as `window.subrosa`: one method a channel and nothing else. Arguments
 * and replies are `unknown` here, because each side parses what the other sent.
 */
export type Bridge = Readonly<Record<Channel, (argument: unknown) => Promise<unknown>>>
