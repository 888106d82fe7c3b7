import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureLocal } from '../../../../../main/engine/lab/local/lab-local.ts';

const photos = join(import.meta.dirname, '../../../../../resources/samples/photos');
const settings = {
  ...{ folder: photos, side: 240, most: 250, nlist: 8, nprobe: 4, words: 32, k: 20, verified: 10, m: 8 },
};
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'likeness-lab-local-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function truthOf(...rows: readonly string[]): Promise<string> {
  const path = join(folder, `${rows.length}.csv`);
  await writeFile(path, ['file,group,role', ...rows].join('\n'));
  return path;
}

describe('image search by places, measured', () => {
  it('finds turned, small and cropped copies of photos by every way of voting', async () => {
    const truth = await truthOf(
      'azure-window.jpg,window,query',
      'azure-window-turned.jpg,window,db',
      'red-cliff-cropped.jpg,cliff,query',
      'red-cliff.jpg,cliff,db',
      'mountain-lake.jpg,lake,query',
      'mountain-lake-grey.jpg,lake,db',
      'dragonfly.jpg,dragonfly,db',
      'harbour.jpg,harbour,db',
      'missing.jpg,missing,query',
    );
    const report = await measureLocal({ ...settings, truth });
    expect(report).toMatchObject({ photoCount: 8, missingCount: 1, queryCount: 3 });
    expect(report.rows.map(({ method }) => method)).toEqual([
      'bag of 32 words',
      ...['Hamming embedding, 64 bits', 'Hamming embedding, 64 bits, verified'],
      ...['Hamming embedding, 96 bits', 'Hamming embedding, 96 bits, verified'],
      ...['IVFADC, m = 8', 'IVFADC, m = 8, verified'],
    ]);
    for (const { mAP } of report.rows.slice(1)) expect(mAP).toBe(1);
    const [, , , longer, , ivfadc] = report.rows;
    expect(longer!.bytesPerPhoto).toBe(ivfadc!.bytesPerPhoto);
  });

  it('says so when no photo can ask', async () => {
    const truth = await truthOf('harbour.jpg,harbour,query', 'dragonfly.jpg,dragonfly,query');
    await expect(measureLocal({ ...settings, truth })).rejects.toMatchObject({ code: 'usage' });
  });
});
