// `npm run endurance [-- NAME...] [--rounds N] [--files N] [--awkward DIR]`: breaks a library in every way that people's
// computers do, and counts what was lost. It takes minutes and is no part of `npm test`; the table goes to docs/ENDURANCE.md.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { arriveInBulk } from './bulk-arrival.ts';
import { jumpTheClock } from './clock-jumps.ts';
import { fillTheDisk } from './full-disk.ts';
import { fuzzTheLibrary } from './fuzzed-library.ts';
import { killAtRandom } from './kills.ts';
import { readAwkwardFiles } from './awkward-files.ts';
import type { Scenario } from './scenario.ts';
import { unplugTheFolder } from './unplugged-folder.ts';

const scenarios: Record<string, Scenario> = {
  kills: killAtRandom,
  disk: fillTheDisk,
  unplug: unplugTheFolder,
  clock: jumpTheClock,
  bulk: arriveInBulk,
  awkward: readAwkwardFiles,
  fuzz: fuzzTheLibrary,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '200' },
    files: { type: 'string', default: '15000' },
    awkward: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});

const names = positionals.length > 0 ? positionals : Object.keys(scenarios);
const rows: string[] = [];
let isGood = true;
for (const name of names) {
  const scenario = scenarios[name];
  if (!scenario) throw new Error(`There is no scenario ${name}; there are ${Object.keys(scenarios).join(', ')}.`);
  const folder = await mkdtemp(join(tmpdir(), `likeness-endurance-${name}-`));
  try {
    const began = performance.now();
    const outcome = await scenario({
      ...{ folder, rounds: Number(values.rounds), files: Number(values.files) },
      ...{ awkward: values.awkward, seed: Number(values.seed) },
    });
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    const faults = outcome.faults.length === 0 ? 'none' : outcome.faults.slice(0, 3).join('; ');
    rows.push(`| ${outcome.what} | ${outcome.done} | ${outcome.isSkipped ? 'not run' : faults} | ${seconds} |`);
    isGood &&= outcome.faults.length === 0;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  process.stdout.write(`${rows.at(-1)}\n`);
}
if (positionals.length === 0) await writeTable();
process.exitCode = isGood ? 0 : 1;

async function writeTable(): Promise<void> {
  const text = [
    '# What a library survives',
    '',
    'Each row as `npm run endurance -- NAME` prints it. After each round: nothing that was committed is lost, `verify` is clean, no photo is',
    'there twice, none is missing.',
    '',
    '| what happens | how often | faults | seconds |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ];
  await writeFile(join(import.meta.dirname, '../../docs/ENDURANCE.md'), text.join('\n'));
}
