// What a killed engine leaves among the thumbnails is swept away by the next one, and nothing else is.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ThumbnailStore } from '../../../../main/engine/library/thumbnails.ts';
import { ThumbnailsUnderWay } from '../../../../main/engine/library/thumbnails-under-way.ts';
import { temporaryFolder } from '../photo-fixture.ts';

const hashOf = (value: number): Buffer => Buffer.alloc(32, value);
const [photo, stray, unfinished, earlier] = [1, 2, 3, 4].map(hashOf) as [Buffer, Buffer, Buffer, Buffer];
const jpeg = Buffer.from('jpeg');
const isPhoto = (hash: Uint8Array): boolean => photo.equals(hash);

it('removes thumbnails that were under way and belong to no photo, and those half written', async () => {
  const folder = temporaryFolder();
  const thumbnails = new ThumbnailStore(folder);
  const killed = new ThumbnailsUnderWay(folder);
  killed.begin([photo, stray, unfinished]);
  for (const hash of [earlier, photo, stray, unfinished]) await thumbnails.write(hash, jpeg);
  await thumbnails.remove(unfinished);
  writeFileSync(`${thumbnails.pathFor(unfinished)}.part`, 'half');

  await new ThumbnailsUnderWay(folder).sweep(thumbnails, isPhoto);
  expect(await thumbnails.read(photo)).toEqual(jpeg);
  expect(await thumbnails.read(earlier)).toEqual(jpeg); // not named: not looked at
  expect(await thumbnails.read(stray)).toBeUndefined();
  expect(existsSync(`${thumbnails.pathFor(unfinished)}.part`)).toBe(false);
});

it('names what is still under way when other photos are done', async () => {
  const folder = temporaryFolder();
  const thumbnails = new ThumbnailStore(folder);
  const killed = new ThumbnailsUnderWay(folder);
  killed.begin([stray]);
  killed.begin([earlier, stray]);
  killed.end([earlier, stray]);
  killed.begin([photo]);
  for (const hash of [earlier, photo, stray]) await thumbnails.write(hash, jpeg);
  await new ThumbnailsUnderWay(folder).sweep(thumbnails, isPhoto);
  expect(await thumbnails.read(stray)).toBeUndefined();
  expect(await thumbnails.read(earlier)).toEqual(jpeg);
});

it('has nothing to sweep in a new library, and survives a list that is damaged', async () => {
  const folder = temporaryFolder();
  const thumbnails = new ThumbnailStore(folder);
  await new ThumbnailsUnderWay(folder).sweep(thumbnails, isPhoto);
  writeFileSync(join(folder, 'thumbnails-under-way'), '../../../etc\n\u0000\nabc');
  await new ThumbnailsUnderWay(folder).sweep(thumbnails, isPhoto);
  expect(existsSync(join(folder, 'thumbnails-under-way'))).toBe(false);
});
