// Many distinct JPEGs out of few real ones: each is another cut, tint and side of one of them. Numbers alone decide, so a
// folder that was left half-way is filled up.
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const filesPerFolder = 1000;

/** @param sources a folder of JPEGs, all of which are used in turn */
export async function makeVariedPictures(sources: string, into: string, count: number): Promise<void> {
  const names = (await readdir(sources)).filter((name) => /\.jpe?g$/i.test(name)).sort();
  if (names.length === 0) throw new Error(`there is no JPEG in ${sources}`);
  for (let i = 0; i < count; i++) {
    const folder = join(into, String(Math.floor(i / filesPerFolder)).padStart(3, '0'));
    await mkdir(folder, { recursive: true });
    const file = join(folder, `${String(i).padStart(6, '0')}.jpg`);
    if (!existsSync(file)) await writeVaried(join(sources, names[i % names.length]!), file, i);
  }
}

/** Primes far apart: neighbours in number have little in common. */
async function writeVaried(source: string, file: string, i: number): Promise<void> {
  const { width, height } = await sharp(source).metadata();
  const part = 0.55 + (0.4 * ((i * 7919) % 1000)) / 1000;
  const cut = { width: Math.max(64, Math.floor(width * part)), height: Math.max(64, Math.floor(height * part)) };
  const left = Math.floor(((width - cut.width) * ((i * 104_729) % 997)) / 997);
  const top = Math.floor(((height - cut.height) * ((i * 1_299_709) % 991)) / 991);
  await sharp(source)
    .extract({ left, top, ...cut })
    .linear(
      [31, 47, 67].map((step) => 0.8 + (0.4 * ((i * step) % 101)) / 101),
      [0, 0, 0],
    )
    .flop(i % 3 === 1)
    .jpeg({ quality: 86 })
    .toFile(file);
}
