// Real awkward files (EXIF oddities, fuzzed and truncated pictures, 280 megapixels): every one is read or refused in words.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEngine, readFolder } from '../photo-fixture.ts';

const awkward = join(
  process.env['LIKENESS_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data'),
  'awkward',
);

describe.skipIf(!existsSync(awkward))('awkward files (set LIKENESS_DATA to their folder)', () => {
  it('all survive, each read or refused with a sentence', async () => {
    const engine = await openEngine();
    await readFolder(engine, awkward);
    const { photoCount, searchableCount, failureCount, reading } = engine.status.current();
    expect(reading.state).toBe('idle');
    expect(photoCount).toBeGreaterThan(300);
    expect(searchableCount).toBe(photoCount);
    expect(failureCount).toBeGreaterThan(0);
    for (const { name, code, message } of engine.catalogue.failures()) {
      expect({ name, code }).not.toEqual({ name, code: 'internal' });
      expect(message).toMatch(/^[A-Z].*\.$/s);
    }
    expect((await engine.verify({ repair: false })).findings).toEqual([]);
  }, 300_000);
});
