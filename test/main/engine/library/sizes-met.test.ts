// A size that several files had is told from one that is new, now and after the engine was started again.
import { expect, it } from 'vitest';
import { Library } from '../../../../main/engine/library/library.ts';
import { SizesMet } from '../../../../main/engine/library/sizes-met.ts';
import { temporaryFolder } from '../photo-fixture.ts';

it('knows sizes that were noted, and those of files that are there', async () => {
  const library = new Library(temporaryFolder());
  await library.start();
  library.database.exec(`INSERT INTO root (id, path, name, added_at) VALUES (1, '/r', 'r', 0);
    WITH RECURSIVE number (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < 45000)
    INSERT INTO located_file (root_id, folder, name, size, modified_at, state) SELECT 1, '', i, i / 2, 0, 'pending' FROM number`);
  const sizes = new SizesMet(library.database);
  sizes.note(22_500); // is read with the others
  expect(sizes.wereSeveral(1_000_000)).toBe(true); // not read yet: perhaps
  expect(sizes.wereSeveral(1_000_000)).toBe(true);
  expect(sizes.wereSeveral(1_000_000)).toBe(false);
  expect(sizes.wereSeveral(5000)).toBe(true);
  expect(sizes.wereSeveral(22_500)).toBe(false); // of one file
  sizes.note(22_500);
  expect(sizes.wereSeveral(22_500)).toBe(true);
  sizes.note(2 ** 33 + 12_000_000);
  expect(sizes.wereSeveral(2 ** 33 + 12_000_000)).toBe(false);
  sizes.note(2 ** 33 + 12_000_000);
  expect(sizes.wereSeveral(2 ** 33 + 12_000_000)).toBe(true);
  sizes.noteDeparted(3_000_000);
  expect(sizes.wereSeveral(3_000_000)).toBe(true);
  library.stop();
});
