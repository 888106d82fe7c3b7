// Two families of tests: everything that a bare machine can run, and (test/hosts/**) those that need a browser or Electron,
// which skip themselves with the reason when their runtime is not there (test/run.ts prints what was left out).
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte({ configFile: 'renderer/svelte.config.js' })],
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A poll ends as soon as what it waits for is there; a busy machine takes its time until then.
    expect: { poll: { timeout: 15_000 } },
  },
});
