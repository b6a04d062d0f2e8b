export { AsksShown } from './AsksShown.tsx'
