import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** The demonstration as one file that plain Node runs; packages stay packages. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  build: {
    ssr: fileURLToPath(new URL('main.ts', import.meta.url)),
    outDir: 'dist/tools',
    emptyOutDir: false,
    target: 'node20',
    rollupOptions: {
      external: ['playwright', 'classic-level'],
      output: { entryFileNames: 'demo.mjs' },
    },
  },
})
