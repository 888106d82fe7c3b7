// `npm test`: everything that this machine can run, then what was left out and how to get it, then the counts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, projectFolder } from '../main/hosts/build.ts';
import { chromiumRuntime, electronRuntime } from './hosts/runtimes.ts';

const resultsFile = join(projectFolder, 'test/output/results.json');
const say = (line: string): void => void process.stdout.write(line + '\n');

interface Results {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

async function run(): Promise<number> {
  await build();
  await mkdir(join(projectFolder, 'test/output'), { recursive: true });
  await rm(resultsFile, { force: true });
  const exitCode = await runVitest();
  for (const { name, found, howToGet } of [chromiumRuntime(), electronRuntime()]) {
    if ('reason' in found) say(`Left out: ${name}, because ${found.reason}. To run it: ${howToGet}`);
  }
  const results = JSON.parse(await readFile(resultsFile, 'utf8')) as Results;
  // A file that could not even be loaded has no tests to count, yet it failed.
  const brokenFiles = results.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const failed = results.numFailedTests + brokenFiles.length;
  const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : '';
  say(`${results.numPassedTests} passed, ${failed} failed${skipped}`);
  return exitCode !== 0 || failed > 0 ? 1 : 0;
}

async function runVitest(): Promise<number> {
  const vitest = join(projectFolder, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultsFile}`];
  const child = spawn(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
    cwd: projectFolder,
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

run().then(
  (exitCode) => process.exit(exitCode),
  (thrown: unknown) => {
    say(String(thrown));
    say('0 passed, 1 failed');
    process.exit(1);
  },
);
