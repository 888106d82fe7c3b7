import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashContent, readContent } from '../../../../main/engine/ingest/content-hash.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'likeness-content-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function makeFile(name: string, byteLength: number) {
  const bytes = randomBytes(byteLength);
  await writeFile(join(folder, name), bytes);
  return { path: join(folder, name), bytes, hash: createHash('sha256').update(bytes).digest() };
}

describe('the content of a file', () => {
  test.each([1, 1000, 3_000_000, 9_000_000])('is hashed alike whole and in chunks, at %i bytes', async (byteLength) => {
    const file = await makeFile('one', byteLength);
    const content = await readContent(file.path);
    expect(content.hash).toEqual(file.hash);
    expect(Buffer.compare(content.bytes, file.bytes)).toBe(0);
    expect(await hashContent(file.path)).toEqual(file.hash);
  });

  test('is its own in memory that held a longer file before', async () => {
    const long = await makeFile('long', 500_000);
    const short = await makeFile('short', 200);
    (await readContent(long.path)).release();
    const content = await readContent(short.path);
    expect(content.bytes).toHaveLength(200);
    expect(content.hash).toEqual(short.hash);
  });

  test('stays while other files are read, until it is released', async () => {
    const first = await makeFile('first', 100_000);
    const content = await readContent(first.path);
    for (let i = 0; i < 3; i++) (await readContent((await makeFile(`other-${i}`, 100_000)).path)).release();
    expect(Buffer.compare(content.bytes, first.bytes)).toBe(0);
  });
});
