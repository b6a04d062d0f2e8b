/** Bytes of content in one page, unless a single envelope is larger. */
export const pageBytes = 256 * 1024
/** What has been written here may lie unacknowledged at a device up to this; then it is only announced. */
export const liveWindowBytes = 512 * 1024
/** How long arrivals are gathered before they are announced, in milliseconds. */
export const tellDelay = 400
/** How long to wait for the author to send what another device announces, in milliseconds. */
export const askDelay = 250
/** A device that leaves a question open for longer loses its link, in milliseconds. */
export const answerPatience = 60_000
/** What may wait to be read from one device. */
export const inboxBytes = 24 * 1024 * 1024
export const inboxFrames = 4096
/** How long changes of status are gathered, in milliseconds. */
export const statusDelay = 100
