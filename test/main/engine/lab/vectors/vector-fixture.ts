// Files of vectors made on the spot.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'likeness-vectors-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** A row as the TEXMEX formats have it: its length, then its components. */
export function floatRow(...components: number[]): Buffer {
  const bytes = Buffer.alloc(4 + 4 * components.length);
  bytes.writeInt32LE(components.length);
  components.forEach((component, i) => bytes.writeFloatLE(component, 4 + 4 * i));
  return bytes;
}

export function byteRow(...components: number[]): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(components.length);
  return Buffer.concat([bytes, Buffer.from(components)]);
}

export function integerRow(...components: number[]): Buffer {
  const bytes = Buffer.alloc(4 + 4 * components.length);
  [components.length, ...components].forEach((number, i) => bytes.writeInt32LE(number, 4 * i));
  return bytes;
}

/** @param name with the extension that says the format */
export function writeFileOf(name: string, ...parts: Buffer[]): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, Buffer.concat(parts));
  return path;
}
