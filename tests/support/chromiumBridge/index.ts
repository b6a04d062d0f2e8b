export {
  type ChromiumBridgeChoices,
  type ChromiumWithBridge,
  openInChromium,
} from './openInChromium.ts'
