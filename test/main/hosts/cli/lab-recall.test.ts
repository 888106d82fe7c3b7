// `lab recall` and `lab sweep` as scripts meet them, on a small set of vectors made here.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lab, makeVectors } from './run-lab.ts';

describe('lab recall', () => {
  it('measures one index, and keeps the true neighbours that it had to find', async () => {
    const { folder, words } = await makeVectors();
    const settings = ['--method', 'ivfadc', '--m', '8', '--ksub', '16', '--nlist', '8', '--nprobe', '8'];
    const { code, stdout, stderr } = await lab('recall', ...words, ...settings, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const row = JSON.parse(stdout) as Record<string, unknown>;
    expect(row).toMatchObject({ method: 'ivfadc', m: 8, nlist: 8, nprobe: 8, baseCount: 1200, codesVisited: 1200 });
    expect(row['recall@100']).toBeGreaterThan(0.9);
    const [truth] = await readdir(join(folder, 'cache'));
    const again = await lab('recall', ...words, '--truth', join(folder, 'cache', truth!), '--method', 'exact');
    expect(again.stdout).toMatch(/^exact +1\.0000 +1\.0000 +1\.0000 +1\.0000/m);
  });

  it('refuses what it cannot measure, with one sentence', async () => {
    const { words } = await makeVectors();
    for (const wrong of [
      ['--method', 'hnsw'],
      ['--m', '8,16'],
      ['--m', '3'],
      ['--nlist', '8', '--nprobe', '9'],
      ['--count', '0'],
      ['--query', 'nowhere.txt'],
    ]) {
      const { code, stdout, stderr } = await lab('recall', ...words, ...wrong);
      expect({ wrong, code, stdout }).toEqual({ wrong, code: 2, stdout: '' });
      expect(stderr.trim().split('\n')).toHaveLength(1);
    }
    const missing = await lab('recall', ...words, '--base', 'nowhere.fvecs', '--json');
    expect(missing.code).toBe(1);
    expect(JSON.parse(missing.stdout)).toMatchObject({ code: 'file-missing' });
  });
});

describe('lab sweep', () => {
  it('writes a JSON line for each combination, and draws the curves', async () => {
    const { folder, words } = await makeVectors();
    const lists = ['--method', 'pq,ivfadc', '--m', '4,8', '--ksub', '16', '--nlist', '8', '--nprobe', '1,4'];
    const [out, plots] = [join(folder, 'results', 'rows.jsonl'), join(folder, 'plots')];
    const { code, stdout } = await lab('sweep', ...words, ...lists, '--out', out, '--plots', plots, '--json');
    expect(code).toBe(0);
    expect(await readFile(out, 'utf8')).toBe(stdout);
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { method: string; m: number });
    expect(rows.map(({ method, m }) => `${method} ${m}`)).toEqual([
      ...['pq 4', 'pq 8', 'ivfadc 4', 'ivfadc 4', 'ivfadc 8', 'ivfadc 8'],
    ]);
    expect(await readdir(plots)).toContain('recall-by-code-length.svg');
  });

  it('goes through the settings of a figure, of which some may be said otherwise', async () => {
    const { words } = await makeVectors();
    const { code, stdout } = await lab('sweep', ...words, '--figure', 'correction', '--m', '4', '--ksub', '16');
    expect(code).toBe(0);
    expect(stdout.match(/^pq m 4, ksub 16, (a?symmetric), natural(, corrected)? +\d/gm)).toHaveLength(4);
    expect(stdout).toMatch(/asymmetric, natural, corrected: distances off by -?[\d.]+ % on average/);
    expect(await lab('sweep', ...words, '--figure', 'mystery')).toMatchObject({ code: 2 });
  });
});
