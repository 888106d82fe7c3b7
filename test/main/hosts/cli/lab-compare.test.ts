// `lab compare` as scripts meet it: on a small set of vectors, and on labelled pictures, both made here.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { ComparedSet, MethodRow } from '../../../../main/engine/api/method-schemas.ts';
import { Random } from '../../../../core/index.ts';
import { temporaryFolder } from '../../engine/lab/vectors/vector-fixture.ts';
import { lab, makeVectors } from './run-lab.ts';

const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ComparedSet & MethodRow);

describe('lab compare', () => {
  it('writes a JSON line for each measurement on vectors, and draws the plots', async () => {
    const { folder, words } = await makeVectors();
    const settings = ['--method', 'exact,lsh,adc', '--bits', '8,16', '--relevant', '10', '--seed', '7'];
    const [out, plots] = [join(folder, 'rows.jsonl'), join(folder, 'plots')];
    const { code, stdout, stderr } = await lab(
      'compare',
      ...words,
      ...settings,
      '--out',
      out,
      '--plots',
      plots,
      '--json',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await readFile(out, 'utf8')).toBe(stdout);
    const rows = linesOf(stdout);
    expect(rows.map(({ method, bits }) => `${method} ${bits}`)).toEqual([
      ...['exact null', 'lsh 8', 'adc 8', 'lsh 16', 'adc 16'],
    ]);
    expect(rows[0]).toMatchObject({ truth: 'neighbours', baseCount: 1200, relevantCount: 10, seed: 7, mAP: 1 });
    expect(await readdir(plots)).toContain('map-by-bits.svg');
  });

  it('says as a table what it measured', async () => {
    const { words } = await makeVectors();
    const { stdout } = await lab('compare', ...words, '--method', 'exact,itq,adc', '--bits', '8,32');
    expect(stdout).toMatch(/^all +exact search +1\.000/m);
    expect(stdout).toMatch(/^8 +ADC +0\.\d/m);
    expect(stdout).toMatch(/^Left out: ITQ at 32 bits\. .*16/m);
  });

  it('compares on labelled pictures, and with labels finds stripes among stripes', async () => {
    const folder = await makePictures();
    const settings = ['--features', 'gist', '--method', 'exact,lsh,supervised-deep-hashing', '--bits', '8'];
    const truth = ['--truth', join(folder, 'truth.csv')];
    const { code, stdout } = await lab('compare', folder, ...truth, ...settings, '--json');
    expect(code).toBe(0);
    const rows = linesOf(stdout);
    expect(rows.map(({ method }) => method)).toEqual(['exact', 'lsh', 'supervised-deep-hashing']);
    expect(rows[0]).toMatchObject({ truth: 'labels', baseCount: 4, queryCount: 4, relevantCount: 2, mAP: 1 });
  });

  it('refuses what makes no sense, with one sentence', async () => {
    const { words } = await makeVectors();
    for (const wrong of [
      [],
      ['pictures'],
      [...words, '--bits', '12'],
      [...words, '--method', 'magic'],
      ['pictures', ...words],
      ['pictures', '--truth', 'nowhere.csv'],
    ]) {
      const { code, stdout, stderr } = await lab('compare', ...wrong);
      expect({ wrong, code, stdout }).toEqual({ wrong, code: 2, stdout: '' });
      expect(stderr.trim().split('\n')).toHaveLength(1);
    }
  });
});

/** Four pictures of upright and four of level stripes, each with noise of its own. */
async function makePictures(): Promise<string> {
  const folder = temporaryFolder();
  await mkdir(folder, { recursive: true });
  const random = new Random(1);
  const lines = ['file,group'];
  for (let i = 0; i < 8; i++) {
    const isUpright = i % 2 === 0;
    const pixels = Uint8Array.from({ length: 64 * 64 }, (_, at) => {
      const place = isUpright ? at % 64 : Math.floor(at / 64);
      return (Math.floor(place / 4) % 2) * 150 + random.integer(100);
    });
    await sharp(pixels, { raw: { width: 64, height: 64, channels: 1 } }).toFile(join(folder, `${i}.png`));
    lines.push(`${i}.png,${isUpright ? 'upright' : 'level'}`);
  }
  await writeFile(join(folder, 'truth.csv'), lines.join('\n'));
  return folder;
}
