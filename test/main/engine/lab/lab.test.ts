// The lab on photos whose truth is known because they are made here: turned copies of a scene are its group.
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { measureCopies } from '../../../../main/engine/lab/lab-copies.ts';
import { measurePhotos } from '../../../../main/engine/lab/lab-photos.ts';
import { scene, temporaryFolder, writePhotos } from '../photo-fixture.ts';

const sceneCount = 6;

/** Each scene three times: as it is, darker, and smaller; the truth beside them. */
async function makeGroups(): Promise<{ folder: string; truth: string }> {
  const folder = join(temporaryFolder(), 'photos');
  await mkdir(folder);
  const rows = ['file,group,role'];
  for (let seed = 0; seed < sceneCount; seed++) {
    await writeFile(join(folder, `${seed}-a.jpg`), await scene(seed).jpeg().toBuffer());
    await writeFile(join(folder, `${seed}-b.jpg`), await scene(seed).linear(0.8).jpeg().toBuffer());
    await writeFile(join(folder, `${seed}-c.jpg`), await scene(seed).resize(200).jpeg().toBuffer());
    rows.push(`${seed}-a.jpg,${seed},query`, `${seed}-b.jpg,${seed},db`, `${seed}-c.jpg,${seed},db`);
  }
  await writeFile(join(folder, 'single.jpg'), await scene(30).jpeg().toBuffer());
  rows.push('single.jpg,alone,query', 'missing.jpg,0,db');
  const truth = join(temporaryFolder(), 'truth.csv');
  await writeFile(truth, rows.join('\n'));
  return { folder, truth };
}

describe('lab photos', () => {
  it('lets only queries of groups ask, and finds the groups of made photos whole', async () => {
    const { folder, truth } = await makeGroups();
    const others = await writePhotos(join(temporaryFolder(), 'others'), { 'x.jpg': 40, 'y.jpg': 41 });
    const report = await measurePhotos({ folder, truth, distractors: [others], precisionCount: 2 });
    expect(report).toMatchObject({
      photoCount: 3 * sceneCount + 3,
      failureCount: 0,
      missingCount: 1,
      queryCount: sceneCount,
      mAP: 1,
      recallAt1: 1,
      precision: { at: 2, value: 1 },
    });
    expect(report.milliseconds.p50).toBeGreaterThan(0);
  });

  it('refuses a truth of which nothing can ask', async () => {
    const { folder } = await makeGroups();
    const truth = join(temporaryFolder(), 'truth.csv');
    await writeFile(truth, 'file,group\nsingle.jpg,1\n');
    const measuring = measurePhotos({ folder, truth, distractors: [], precisionCount: 10 });
    await expect(measuring).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('lab copies', () => {
  it('counts a copy as found when its original comes first, by kind of change', async () => {
    const base = await writePhotos(join(temporaryFolder(), 'base'), { '0.jpg': 0, '1.jpg': 1, '2.jpg': 2 });
    const copies = join(temporaryFolder(), 'copies');
    await mkdir(copies);
    await writeFile(join(copies, '0__flip.jpg'), await scene(0).flop().jpeg().toBuffer());
    await writeFile(join(copies, '1__flip.jpg'), await scene(1).flop().jpeg().toBuffer());
    await writeFile(join(copies, '1__other.jpg'), await scene(2).jpeg().toBuffer());
    const truth = join(copies, 'copies.csv');
    const rows = ['0__flip.jpg,0.jpg,flip', '1__flip.jpg,1.jpg,flip', '1__other.jpg,1.jpg,other'];
    await writeFile(truth, ['file,original,transform', ...rows].join('\n'));
    const report = await measureCopies({ base: [base], copies, truth });
    expect(report).toMatchObject({
      photoCount: 3,
      queryCount: 3,
      recallAt1: 0.6667,
      transforms: { flip: { queryCount: 2, recallAt1: 1 }, other: { queryCount: 1, recallAt1: 0 } },
    });
  });

  it('counts copies grouped with their original, and groups that hold more than one origin', async () => {
    const samples = join(import.meta.dirname, '../../../../resources/samples/photos');
    const base = join(temporaryFolder(), 'base');
    const copies = join(temporaryFolder(), 'copies');
    await mkdir(base);
    await mkdir(copies);
    for (const name of ['fig.jpg', 'clock.jpg', 'fjord.jpg']) await copyFile(join(samples, name), join(base, name));
    await sharp(join(samples, 'fig.jpg')).resize(300).toFile(join(copies, 'fig__small.jpg'));
    await sharp(join(samples, 'clock.jpg')).rotate(90).toFile(join(copies, 'clock__turned.jpg'));
    await sharp(join(samples, 'fjord.jpg')).resize(500).toFile(join(copies, 'clock__wrong.jpg'));
    const truth = join(copies, 'copies.csv');
    const rows = [
      'fig__small.jpg,fig.jpg,small',
      'clock__turned.jpg,clock.jpg,turned',
      'clock__wrong.jpg,clock.jpg,wrong',
    ];
    await writeFile(truth, ['file,original,transform', ...rows].join('\n'));
    const { grouping, photoCount } = await measureCopies({ base: [base], copies, truth, grouping: true });
    expect(photoCount).toBe(3); // the copies were not there when they asked
    expect(grouping).toMatchObject({
      photoCount: 6,
      groupCount: 3,
      groupedShare: 0.6667,
      falseGroupCount: 1,
      falseGroupsPer1000: 166.67,
      transforms: { small: 1, turned: 1, wrong: 0 },
    });
    expect(grouping?.falseGroups[0]?.toSorted()).toEqual(
      [join(base, 'fjord.jpg'), join(copies, 'clock__wrong.jpg')].sort(),
    );
  });

  it('refuses a truth whose originals are not there', async () => {
    const base = await writePhotos(join(temporaryFolder(), 'base'), { '0.jpg': 0 });
    const truth = join(base, 'copies.csv');
    await writeFile(truth, 'file,original,transform\n0.jpg,9.jpg,none\n');
    await expect(measureCopies({ base: [base], copies: base, truth })).rejects.toMatchObject({ code: 'usage' });
  });
});
