import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * Main and relay, or with `--mode preload` the preload alone: a sandboxed preload may load no
 * neighbour, so it must be one file. All CommonJS, since Electron 25 loads nothing else. The
 * relay's store keeps its native part as a package.
 */
export default defineConfig(({ mode }) => ({
  root: at('..'),
  define: { __RELEASE__: JSON.stringify(process.env.SUBROSA_RELEASE === '1') },
  ssr: { noExternal: true, external: ['electron', 'classic-level'] },
  build: {
    ssr: true,
    target: 'node18',
    outDir: at('../dist/app/main'),
    emptyOutDir: mode !== 'preload',
    minify: false,
    rollupOptions: {
      input:
        mode === 'preload'
          ? { preload: at('preload.ts') }
          : { index: at('desktop/index.ts'), relay: at('relay/cli.ts') },
      external: ['electron', 'classic-level', 'bufferutil', 'utf-8-validate'],
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
    },
  },
}))
