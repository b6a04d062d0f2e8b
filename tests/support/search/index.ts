export { searchFolder, type SearchReport } from './searchFolder.ts'
