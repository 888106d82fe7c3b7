import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RootPresence } from '../../../../main/engine/drives/root-presence.ts';
import { Files } from '../../../../main/engine/library/files.ts';
import { Folders } from '../../../../main/engine/library/folders.ts';
import { Library } from '../../../../main/engine/library/library.ts';
import { Roots } from '../../../../main/engine/library/roots.ts';
import { temporaryFolder } from '../photo-fixture.ts';

async function openRoots(): Promise<{ roots: Roots; libraryFolder: string }> {
  const library = new Library(join(temporaryFolder(), 'library'));
  await library.start();
  onTestFinished(() => library.stop());
  const presence = new RootPresence({ files: new Files(library.database) });
  return { roots: new Roots(library.database, library.folder, presence), libraryFolder: library.folder };
}

describe('adding a folder', () => {
  it('names it after itself, and knows it when it comes again, also by a link', async () => {
    const { roots } = await openRoots();
    const folder = join(temporaryFolder(), 'Holidays');
    await mkdir(folder);
    const root = await roots.add(folder, { isSample: false });
    expect(root).toMatchObject({ name: 'Holidays', path: folder, state: 'online', photoCount: 0, seenAt: null });
    await symlink(folder, join(folder, '..', 'link'));
    expect((await roots.add(join(folder, '..', 'link'), { isSample: false })).id).toBe(root.id);
    expect(roots.all()).toHaveLength(1);
  });

  it('refuses what is missing, what is a file, and what overlaps', async () => {
    const { roots, libraryFolder } = await openRoots();
    const parent = temporaryFolder();
    const folder = join(parent, 'photos');
    await mkdir(join(folder, 'inside'), { recursive: true });
    await mkdir(join(parent, 'photos-of-others'));
    await writeFile(join(parent, 'file.jpg'), '');
    await roots.add(folder, { isSample: false });
    const refused = async (path: string, code: string): Promise<void> => {
      await expect(roots.add(path, { isSample: false })).rejects.toMatchObject({
        code,
        message: expect.stringMatching(/\.$/) as string,
      });
    };
    await refused(join(parent, 'nowhere'), 'folder-missing');
    await refused(join(parent, 'file.jpg'), 'folder-missing');
    await refused(join(folder, 'inside'), 'folder-overlaps');
    await refused(parent, 'folder-overlaps');
    await refused(libraryFolder, 'folder-overlaps');
    await roots.add(join(parent, 'photos-of-others'), { isSample: false }); // only its name begins alike
  });

  it.skipIf(process.getuid?.() === 0)('refuses what it may not read', async () => {
    const { roots } = await openRoots();
    const folder = temporaryFolder();
    await chmod(folder, 0);
    onTestFinished(() => chmod(folder, 0o755));
    await expect(roots.add(folder, { isSample: false })).rejects.toMatchObject({ code: 'folder-unreadable' });
  });
});

describe('folders to choose from', () => {
  it('are suggested when they hold pictures, the fullest first', async () => {
    const home = temporaryFolder();
    for (const [folder, count] of [
      ['Pictures/2024', 3],
      ['Desktop', 1],
      ['Downloads', 0],
    ] as const) {
      // prettier-ignore
      await mkdir(join(home, folder), { recursive: true });
      for (let i = 0; i < count; i++) await writeFile(join(home, folder, `${i}.jpg`), '');
    }
    await writeFile(join(home, 'Downloads', 'paper.pdf'), '');
    const suggestions = await new Folders(home).suggest();
    expect(suggestions).toMatchObject([
      { name: 'Pictures', photoCount: 3, isComplete: true },
      { name: 'Desktop', photoCount: 1, isComplete: true },
    ]);
  });

  it('are listed by name, hidden ones left out, with the way up', async () => {
    const home = temporaryFolder();
    for (const name of ['b', 'a', '.hidden']) await mkdir(join(home, name));
    const listing = await new Folders(home).list();
    expect(listing).toMatchObject({ path: home, folders: [{ name: 'a', path: join(home, 'a') }, { name: 'b' }] });
    expect(listing.parent).toBe(join(home, '..'));
    expect((await new Folders(home).list('/')).parent).toBeNull();
    await expect(new Folders(home).list(join(home, 'nowhere'))).rejects.toMatchObject({ code: 'folder-missing' });
  });
});
