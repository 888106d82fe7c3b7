// A memory card held against a library.
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { HaveAnswer } from '../../../../main/engine/api/duplicate-schemas.ts';
import { openEngine, photoIdsByName, readFolder, temporaryFolder } from '../photo-fixture.ts';
import { makeCopies, samples } from './duplicate-fixture.ts';

async function makeCard(): Promise<string> {
  const card = join(temporaryFolder(), 'card');
  await mkdir(join(card, 'DCIM', '.thumbnails'), { recursive: true });
  const at = (name: string): string => join(card, 'DCIM', name);
  await copyFile(join(samples, 'fjord.jpg'), at('1-exact.jpg'));
  await writeFile(at('2-small.jpg'), await sharp(join(samples, 'clock.jpg')).resize(200).toBuffer());
  await writeFile(at('3-turned.png'), await sharp(join(samples, 'bridge.jpg')).rotate(90).png().toBuffer());
  await copyFile(join(samples, 'nuthatch.jpg'), at('4-new.jpg'));
  await copyFile(join(samples, 'nuthatch.jpg'), at('5-new-again.jpg'));
  await writeFile(at('6-broken.jpg'), 'no picture');
  await writeFile(at('readme.txt'), 'no photo');
  await copyFile(join(samples, 'fjord.jpg'), join(card, 'DCIM', '.thumbnails', 'hidden.jpg'));
  return card;
}

describe('which of these do I already have?', () => {
  it('is answered for every picture of a card, and nothing is added', async () => {
    const engine = await openEngine();
    await readFolder(engine, await makeCopies());
    const ids = photoIdsByName(engine);
    const card = await makeCard();
    const answers: HaveAnswer[] = [];
    for await (const answer of engine.duplicates.have([card])) answers.push(answer);
    const byName = Object.fromEntries(answers.map((answer) => [answer.name, answer]));
    expect(Object.keys(byName).sort()).toEqual([
      '1-exact.jpg',
      '2-small.jpg',
      '3-turned.png',
      '4-new.jpg',
      '5-new-again.jpg',
      '6-broken.jpg',
    ]);
    expect(byName['1-exact.jpg']).toMatchObject({ kind: 'exact', photo: { id: ids['fjord.jpg'] } });
    expect(byName['2-small.jpg']).toMatchObject({ kind: 'same-picture', photo: { id: ids['clock.jpg'] } });
    expect(byName['3-turned.png']).toMatchObject({ kind: 'near-copy', photo: { id: ids['bridge.jpg'] } });
    const twins = [byName['4-new.jpg']!, byName['5-new-again.jpg']!];
    expect(twins.map(({ kind }) => kind)).toEqual(['new', 'new']);
    expect(twins.map(({ sameAs }) => sameAs).filter(Boolean)).toHaveLength(1);
    expect(byName['6-broken.jpg']).toMatchObject({ kind: 'unreadable', photo: null });
    expect(byName['6-broken.jpg']?.failure).toMatchObject({ code: 'not-a-picture' });
    const { picture } = twins.find(({ sameAs }) => sameAs === null)!;
    expect(await engine.pictures.answer(`/checked/${picture!.id}/thumbnail`)).toMatchObject({ status: 200 });
    expect(await engine.pictures.answer(`/checked/${'0'.repeat(36)}/thumbnail`)).toMatchObject({ status: 404 });
    expect(answers.map(({ doneCount }) => doneCount)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(answers.every(({ totalCount }) => totalCount === 6)).toBe(true);
    expect(photoIdsByName(engine)).toEqual(ids);
  });

  it('is answered for files of which only the content is known', async () => {
    const engine = await openEngine();
    await readFolder(engine, await makeCopies());
    const card = await makeCard();
    const check = randomUUID();
    const ask = async (name: string) =>
      engine.duplicates.haveFile({ check, file: new File([await readFile(join(card, 'DCIM', name))], name) });
    expect(await ask('1-exact.jpg')).toMatchObject({ kind: 'exact', path: '1-exact.jpg' });
    const first = await ask('4-new.jpg');
    expect(first).toMatchObject({ kind: 'new', sameAs: null });
    expect(first.picture?.colour).toMatch(/^#[0-9a-f]{6}$/);
    expect(await ask('5-new-again.jpg')).toMatchObject({ kind: 'new', sameAs: '4-new.jpg' });
    expect(await ask('6-broken.jpg')).toMatchObject({ kind: 'unreadable' });
  });

  it('takes single files, ends when it is cancelled, and names a path where nothing lies', async () => {
    const engine = await openEngine();
    await readFolder(engine, await makeCopies());
    const card = await makeCard();
    const abort = new AbortController();
    const seen: string[] = [];
    for await (const { name } of engine.duplicates.have([join(card, 'DCIM', '1-exact.jpg'), card], abort.signal)) {
      seen.push(name);
      abort.abort();
    }
    expect(seen).toEqual(['1-exact.jpg']);
    await expect(engine.duplicates.have([join(card, 'gone')]).next()).rejects.toMatchObject({ code: 'file-missing' });
  });
});
