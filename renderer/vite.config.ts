// Builds the page: no inline script or style, so the hosts' content security policy can be strict, and small assets stay
// files for the same reason. The target is the oldest engine that a host brings (Electron 22).
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { gatherAbout } from './about-build.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: './',
  publicDir: false,
  plugins: [svelte({ configFile: here('./svelte.config.js') })],
  define: { LIKENESS_ABOUT: JSON.stringify(gatherAbout(here('..'))) },
  build: {
    outDir: here('../build/renderer'),
    emptyOutDir: true,
    target: 'chrome108',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
