import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type UserConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** What runs in Node: the benchmark itself, and the relay that both stacks meet at. */
const runner: UserConfig = {
  root: at('../..'),
  ssr: { noExternal: true, external: ['playwright', 'classic-level'] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: at('../../dist/bench/runner'),
    emptyOutDir: true,
    minify: false,
    rollupOptions: {
      input: { run: at('run.ts'), relay: at('../../main/relay/cli.ts') },
      external: ['playwright', 'classic-level', 'bufferutil', 'utf-8-validate'],
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
}

/** The page, built as the app's own is. */
const page: UserConfig = {
  root: at('page'),
  plugins: [react()],
  resolve: { dedupe: ['yjs', 'react', 'react-dom'] },
  build: {
    target: 'chrome114',
    cssTarget: 'chrome114',
    outDir: at('../../dist/bench/page'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
    minify: process.env['SUBROSA_BENCH_READABLE'] !== '1',
  },
}

/** `--mode page` builds the page, every other mode what runs in Node. */
export default defineConfig(({ mode }) => (mode === 'page' ? page : runner))
