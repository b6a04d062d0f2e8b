export { type ChromiumWithBridge, openInChromium } from './openInChromium.ts'
