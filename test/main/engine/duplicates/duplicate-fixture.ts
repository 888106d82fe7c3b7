// A library of sample photos and copies of two of them, changed as people change pictures.
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { Engine } from '../../../../main/engine/engine.ts';
import { temporaryFolder } from '../photo-fixture.ts';

export const samples = join(import.meta.dirname, '../../../../resources/samples/photos');

export const others = ['fjord.jpg', 'clock.jpg', 'bridge.jpg', 'wadi-rum.jpg', 'wadi-rum-tree.jpg', 'watchtower.jpg'];

/** `lamp`: original, exact, small, turned and cut; `fig`: original and mirrored; and others. */
export async function makeCopies(): Promise<string> {
  const folder = join(temporaryFolder(), 'photos');
  await mkdir(join(folder, 'copies'), { recursive: true });
  const lamp = join(samples, 'lamp-and-bird.jpg');
  const fig = join(samples, 'fig.jpg');
  for (const name of others) await copyFile(join(samples, name), join(folder, name));
  await copyFile(lamp, join(folder, 'lamp.jpg'));
  await copyFile(lamp, join(folder, 'copies', 'lamp-exact.jpg'));
  await copyFile(fig, join(folder, 'fig.jpg'));
  const write = async (name: string, picture: Sharp): Promise<void> =>
    writeFile(join(folder, 'copies', name), await picture.jpeg({ quality: 80 }).toBuffer());
  await write('lamp-small.jpg', sharp(lamp).resize(300));
  await write('lamp-turned.jpg', sharp(lamp).rotate(90));
  await write('lamp-cut.jpg', sharp(lamp).extract({ left: 250, top: 150, width: 600, height: 450 }));
  await write('fig-mirrored.jpg', sharp(fig).flop());
  return folder;
}

export async function findAll(engine: Engine): Promise<void> {
  engine.duplicates.find();
  await engine.duplicates.settled();
}

/** Names of the files of each group, sorted. */
export function groupNames(engine: Engine): string[][] {
  const { groups } = engine.duplicates.groups({ limit: 500 });
  return groups
    .map(({ photos }) => photos.flatMap(({ files }) => files.map(({ path }) => path.split('/').at(-1)!)).sort())
    .sort((a, b) => b.length - a.length);
}
