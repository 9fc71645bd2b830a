/** Builds both sides: the Worker into dist/flowroom, the web client into dist/client. */
import { cloudflare } from '@cloudflare/vite-plugin'
import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'

export default defineConfig({
  plugins: [solid(), cloudflare()],
  // Fonts and pictures stay files of their own: the pages' content policy allows no embedded ones.
  build: { target: 'es2023', sourcemap: false, assetsInlineLimit: 0 },
  // Two pages: the app, and what runs in the preview's sandboxed frame.
  environments: {
    client: {
      build: { rolldownOptions: { input: { index: 'index.html', frame: 'phone-frame.html' } } },
    },
  },
})
