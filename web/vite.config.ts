import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const api = process.env.HUYING_API ?? 'http://127.0.0.1:3400'

/** What every page needs comes as one file: forty small ones wait for each other on a slow line. */
const base =
  /node_modules\/(react|react-dom|scheduler|react-router|i18next|react-i18next|use-sync-external-store|@tanstack\/(react-query|query-core)|@babel\/runtime|@emotion|stylis|@ant-design\/(cssinjs|cssinjs-utils|colors|fast-color)|@rc-component\/(util|resize-observer|motion))\//

/** Offices run browsers two years old; nothing is inlined, so that the pages need no exception for scripts or images. */
export default defineConfig({
  plugins: [react()],
  build: {
    target: ['chrome109', 'edge109', 'firefox115', 'safari16'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The map engine comes as one piece of 1,080 kB (270 kB compressed), and only where a map is opened.
    chunkSizeWarningLimit: 1_100,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'base', test: base }] } } },
  },
  server: { proxy: { '/api': { target: api }, '/readyz': { target: api } } },
})
