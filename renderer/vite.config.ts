import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The page: one build for Electron 25 and 45, with nothing inlined that the policy would refuse. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react()],
  worker: { format: 'es' },
  resolve: { dedupe: ['yjs', 'react', 'react-dom'] },
  build: {
    target: 'chrome114',
    cssTarget: 'chrome114',
    outDir: fileURLToPath(new URL('../dist/app/renderer', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
  },
})
