// What the page may rely on, whatever carries its calls: the same suite runs once per transport.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RouterClient } from '@orpc/server';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Router } from '../../../main/engine/api/router.ts';

export type EngineClient = RouterClient<Router>;

export interface Link {
  client: EngineClient;
  close(): Promise<void>;
}

/** @param connect opens the empty library in this folder and connects to its engine */
export function describeContract(transport: string, connect: (libraryFolder: string) => Promise<Link>): void {
  describe(`the contract over ${transport}`, () => {
    let folder: string;
    let link: Link;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'likeness-contract-'));
      link = await connect(join(folder, 'library'));
    });
    afterAll(async () => {
      await link.close();
      await rm(folder, { recursive: true, force: true });
    });

    it('answers a call', async () => {
      const status = await link.client.library.status();
      expect(status).toMatchObject({ photoCount: 0, failureCount: 0, roots: [] });
      expect(status.index.m).toBeGreaterThan(0);
    });

    it('sends a stream until the page has seen enough', async () => {
      const enough = new AbortController();
      const seen: string[] = [];
      const stream = await link.client.library.watch({}, { signal: enough.signal });
      await expect(async () => {
        for await (const status of stream) {
          seen.push(status.reading.state);
          enough.abort();
        }
        enough.signal.throwIfAborted();
      }).rejects.toThrow();
      expect(seen).toHaveLength(1);
      expect((await link.client.library.status()).photoCount).toBe(0); // the connection lives on
    });

    it('shows a change in the stream of whoever watches', async () => {
      const enough = new AbortController();
      const stream = await link.client.library.watch({}, { signal: enough.signal });
      await link.client.reading.pause();
      let last = '';
      for await (const status of stream) {
        last = status.reading.state;
        if (last === 'paused') break;
      }
      expect(last).toBe('paused');
      await link.client.reading.resume();
    });

    it('refuses input that the contract does not allow', async () => {
      await expect(link.client.photos.details({ id: -1 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    });

    it('carries the code and the sentence of an error', async () => {
      const missing = join(folder, 'not there');
      await expect(link.client.roots.add({ path: missing })).rejects.toMatchObject({
        code: 'folder-missing',
        message: expect.stringContaining('not there') as string,
      });
      await expect(link.client.photos.details({ id: 4711 })).rejects.toMatchObject({ code: 'photo-missing' });
    });

    it('takes a picture of several megabytes', async () => {
      const picture = await noisePicture(1600, 1200);
      expect(picture.size).toBeGreaterThan(4_000_000);
      const opened = await link.client.search.open({ picture });
      expect(opened).toMatchObject({ name: 'noise.png', width: 1600, height: 1200 });
    });

    it('says when what was dropped is no picture', async () => {
      const picture = new File(['just words'], 'words.txt', { type: 'text/plain' });
      await expect(link.client.search.open({ picture })).rejects.toMatchObject({ code: 'not-a-picture' });
    });
  });
}

/** Noise does not compress, so few pixels make many bytes. */
async function noisePicture(width: number, height: number): Promise<File> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 };
  const bytes = await sharp({ create: { width, height, channels: 3, background: 'grey', noise } })
    .png()
    .toBuffer();
  return new File([new Uint8Array(bytes)], 'noise.png', { type: 'image/png' });
}
