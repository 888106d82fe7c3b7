// Folders of this computer for a person to choose from: likely ones with a quick count, and a listing to browse.
import { opendir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { FolderListing, FolderSuggestion } from '../api/folder-schemas.ts';
import { isPhotoFolderName, isPictureName } from '../ingest/picture-files.ts';
import { folderError } from './roots.ts';

/** Where systems and their programs put photos; names that are not there are passed by. */
const likelyFolders = [
  'Pictures',
  'Photos',
  'Desktop',
  'Downloads',
  'DCIM',
  'OneDrive/Pictures',
  'Dropbox/Camera Uploads',
];

/** Enough to show a number at once; a count that takes longer says that it is not complete. */
const countForMs = 400;

/** On two cores: decoding, describing and storing a camera photo (test/bench). Only for "about N minutes". */
const secondsPerPhoto = 0.04;

export class Folders {
  private readonly home: string;

  constructor(home = homedir()) {
    this.home = home;
  }

  /** Likely folders that exist and hold a picture, the fullest first. */
  async suggest(): Promise<FolderSuggestion[]> {
    const paths = new Set<string>();
    for (const name of likelyFolders) {
      const path = await realpath(join(this.home, name)).catch(() => null);
      if (path !== null && (await stat(path)).isDirectory()) paths.add(path);
    }
    const counted = await Promise.all([...paths].map((path) => this.count(path)));
    return counted.filter(({ photoCount }) => photoCount > 0).sort((a, b) => b.photoCount - a.photoCount);
  }

  private async count(path: string): Promise<FolderSuggestion> {
    const deadline = performance.now() + countForMs;
    const waiting = [path];
    let photoCount = 0;
    while (waiting.length > 0 && performance.now() < deadline) {
      const folder = await opendir(waiting.pop()!).catch(() => null); // a suggestion only: what cannot be read counts nothing
      if (!folder) continue;
      for await (const entry of folder) {
        if (entry.isFile() && isPictureName(entry.name)) photoCount++;
        if (entry.isDirectory() && isPhotoFolderName(entry.name)) waiting.push(join(entry.parentPath, entry.name));
        if (performance.now() >= deadline) break;
      }
    }
    const isComplete = waiting.length === 0 && performance.now() < deadline;
    return { name: basename(path), path, photoCount, isComplete, secondsToRead: photoCount * secondsPerPhoto };
  }

  /** Subfolders by name; without a path, those of the person's home. @throws LikenessError `folder-…` */
  async list(path = this.home): Promise<FolderListing> {
    const folder = resolve(path);
    const names: string[] = [];
    try {
      for await (const entry of await opendir(folder)) {
        if (entry.isDirectory() && isPhotoFolderName(entry.name)) names.push(entry.name);
      }
    } catch (thrown) {
      throw folderError(folder, thrown);
    }
    names.sort((a, b) => a.localeCompare(b));
    const parent = dirname(folder);
    return {
      path: folder,
      parent: parent === folder ? null : parent,
      folders: names.map((name) => ({ name, path: join(folder, name) })),
    };
  }
}
