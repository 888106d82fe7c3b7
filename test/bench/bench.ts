// `npm run bench -- NAME [options]`: runs one benchmark of this folder. Each prints the machine and its figures as ratios or
// counts out of one run; none is a test.
import { existsSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildKernelsIfPossible } from '../../main/hosts/build.ts';

const suffix = '.bench.ts';
const name = process.argv[2];
const file = join(import.meta.dirname, `${name}${suffix}`);
if (!name || !existsSync(file)) {
  const names = readdirSync(import.meta.dirname).filter((entry) => entry.endsWith(suffix));
  process.stdout.write(`npm run bench -- ${names.map((entry) => entry.slice(0, -suffix.length)).join(' | ')}\n`);
  process.exit(name ? 2 : 0);
}
process.stdout.write(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}\n`);
await buildKernelsIfPossible();
await import(pathToFileURL(file).href);
