// Real folders with real pictures, made on the spot: every seed gives another scene, the same seed the same bytes.
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { onTestFinished } from 'vitest';
import { Engine, type EngineOptions } from '../../../main/engine/engine.ts';

/** A folder of its own for the running test, removed with it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'likeness-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Some waves of colour whose direction, width and tint hang on the seed. */
export function scene(seed: number, width = 320, height = 240): Sharp {
  const data = new Uint8Array(width * height * 3);
  const wave = (x: number, y: number, channel: number): number =>
    127 + 120 * Math.sin((x * (1 + (seed % 7)) + y * (1 + (seed % 5)) + seed * 31) / (18 + 9 * channel + (seed % 11)));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++) data[3 * (y * width + x) + channel] = wave(x, y, channel);
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Writes a JPEG of the scene and gives its path. */
export async function writePhoto(path: string, seed: number): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, await scene(seed).jpeg().toBuffer());
  return path;
}

/** @param names file name -> seed */
export async function writePhotos(folder: string, names: Record<string, number>): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [name, seed] of Object.entries(names)) await writePhoto(join(folder, name), seed);
  return folder;
}

/** An engine on its own library, stopped with the test. */
export async function openEngine(options: Partial<EngineOptions> = {}): Promise<Engine> {
  const engine = await Engine.open({ libraryFolder: join(temporaryFolder(), 'library'), watch: false, ...options });
  onTestFinished(() => engine.stop());
  return engine;
}

/** Adds the folder, or scans it again, and waits until everything is read. */
export async function readFolder(engine: Engine, folder: string): Promise<void> {
  await engine.addRoot(folder);
  await engine.pipeline.settled();
}

/** File name -> photo id, over all files of the library. */
export function photoIdsByName(engine: Engine): Record<string, number> {
  const { photos } = engine.catalogue.timeline({ limit: 5000 });
  return Object.fromEntries(
    photos.flatMap(({ id }) => engine.catalogue.filesOf(id).map(({ name }) => [name, id] as const)),
  );
}
