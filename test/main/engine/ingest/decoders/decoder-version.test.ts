import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import Database from 'better-sqlite3';
import { Engine } from '../../../../../main/engine/engine.ts';
import { decoderVersion } from '../../../../../main/engine/ingest/decoders/decoder-version.ts';
import { readFolder, temporaryFolder } from '../../photo-fixture.ts';

describe('the version of the decoders', () => {
  it('names the packages that are installed', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../../../package.json'), 'utf8');
    const { dependencies } = JSON.parse(text) as { dependencies: Record<string, string> };
    for (const [name, version] of decoderVersion
      .split(', ')
      .slice(0, -1)
      .map((part) => part.split(' ')))
      expect(dependencies[name!]).toBe(version);
  });

  it('decides whether a failed file is tried again', async () => {
    const [folder, libraryFolder] = [temporaryFolder(), join(temporaryFolder(), 'library')];
    writeFileSync(join(folder, 'letter.jpg'), 'no picture at all');
    const readAt = async (): Promise<number> => {
      const engine = await Engine.open({ libraryFolder, watch: false });
      await readFolder(engine, folder);
      const [failure] = engine.catalogue.failures();
      await engine.stop();
      return failure!.triedAt;
    };
    const first = await readAt();
    expect(await readAt()).toBe(first);
    const database = new Database(join(libraryFolder, 'library.sqlite'));
    database.prepare(`UPDATE failure SET decoder = 'an older one'`).run();
    database.close();
    const again = await readAt();
    expect(again).toBeGreaterThan(first);
    expect(await readAt()).toBe(again);
  });
});
