// A library too large to read in a test, in made rows with real thumbnails, shown in a real browser.
import { existsSync } from 'node:fs';
import { link, mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { projectFolder } from '../../main/hosts/build.ts';
import { startBrowserHost } from '../../main/hosts/browser/browser-host.ts';
import { readModelCard } from '../../main/engine/ingest/model-file.ts';
import { ThumbnailStore } from '../../main/engine/library/thumbnails.ts';
import { makeLibrary } from '../bench/million-library.ts';
import { chromiumRuntime } from './runtimes.ts';
import { samplePhotos, watchForErrors } from './steps.ts';

/** Makes it unless it is there. Every so many photos have a thumbnail of their own; the others say that they cannot be shown. */
export async function makeLargeLibrary(folder: string, photoCount: number, thumbnailEvery: number): Promise<void> {
  if (existsSync(join(folder, 'library.sqlite'))) return;
  await makeLibrary(folder, photoCount, readModelCard(join(projectFolder, 'resources')));
  const database = new Database(join(folder, 'library.sqlite'));
  // Landscape, upright and square ones, and a panorama now and then.
  database.exec(`UPDATE photo SET width = CASE id % 7 WHEN 0 THEN 3024 WHEN 1 THEN 5376 ELSE 4032 END,
    height = CASE id % 11 WHEN 0 THEN 4032 ELSE 3024 END; UPDATE photo SET width = 12000 WHERE id % 101 = 0`);
  const pictures = await writePictures(folder);
  const hashes = database
    .prepare<[number], { id: number; hash: Uint8Array }>('SELECT id, content_hash AS hash FROM photo WHERE id % ? = 0')
    .all(thumbnailEvery);
  database.close();
  const store = new ThumbnailStore(folder);
  for (const { id, hash } of hashes) {
    const path = store.pathFor(hash);
    await mkdir(dirname(path), { recursive: true });
    await link(pictures[id % pictures.length]!, path);
  }
}

/** Thumbnails as reading makes them, of the samples. */
async function writePictures(folder: string): Promise<string[]> {
  await mkdir(join(folder, 'pictures'), { recursive: true });
  const names = (await readdir(samplePhotos)).slice(0, 12);
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, 'pictures', name);
      await sharp(await readFile(join(samplePhotos, name)))
        .resize(512, 512, { fit: 'inside' })
        .jpeg({ quality: 80 })
        .toFile(path);
      return path;
    }),
  );
}

export async function visitLargeLibrary(libraryFolder: string) {
  const { found } = chromiumRuntime();
  if (!('executable' in found)) throw new Error(found.reason);
  const host = await startBrowserHost({ libraryFolder });
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: found.executable, args });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const errors = watchForErrors(page);
  await page.goto(host.address);
  const end = async () => {
    await browser.close();
    await host.stop();
  };
  return { page, host, errors, end };
}
