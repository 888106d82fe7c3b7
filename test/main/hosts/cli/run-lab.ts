// Running a lab command as a script does, and a small set of vectors for it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { writeVectors } from '../../../../main/engine/lab/vectors/vector-writing.ts';
import { featureLike } from '../../../core/vectors.ts';
import { temporaryFolder } from '../../engine/lab/vectors/vector-fixture.ts';

const entry = join(import.meta.dirname, '../../../../main/hosts/cli/likeness.ts');

export async function lab(...words: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [entry, 'lab', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

export async function makeVectors(): Promise<{ folder: string; words: string[] }> {
  const folder = temporaryFolder();
  const [base, query] = [join(folder, 'base.fvecs'), join(folder, 'query.fvecs')];
  await writeVectors(base, featureLike(1200, 16, 1));
  await writeVectors(query, featureLike(40, 16, 2));
  return { folder, words: ['--base', base, '--query', query, '--cache', join(folder, 'cache')] };
}
