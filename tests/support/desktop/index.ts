export { type DesktopChoices, launchDesktop, type RunningDesktop } from './launchDesktop.ts'
export { runDesktop } from './runDesktop.ts'
