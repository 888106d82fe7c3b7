// The pictures in a folder that was dropped or chosen in a browser, which tells names and contents but no path.

export interface NamedFile {
  readonly file: File;
  /** From the chosen folder on: text to read, never an address. */
  readonly path: string;
}

/** Those of which no browser knows the type: the engine's list is main/engine/ingest/picture-files.ts. */
const unknownToBrowsers = /\.(hei[cf]|hif|jxl|mpo|tiff?|cr[23]|nef|nrw|arw|dng|raf|orf|rw[2l]|pef|srw)$/i;

export function isPicture({ name, type }: File): boolean {
  if (name.startsWith('.')) return false;
  return (type.startsWith('image/') && type !== 'image/svg+xml') || unknownToBrowsers.test(name);
}

/** In the order of names. Hidden folders are passed by. */
export async function picturesIn(folder: FileSystemDirectoryEntry): Promise<NamedFile[]> {
  const found: NamedFile[] = [];
  const entries = (await entriesOf(folder)).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries.filter(({ name }) => !name.startsWith('.'))) {
    if (entry.isDirectory) found.push(...(await picturesIn(entry as FileSystemDirectoryEntry)));
    else {
      const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
      if (isPicture(file)) found.push({ file, path: entry.fullPath.replace(/^\//, '') });
    }
  }
  return found;
}

/** A reader gives a hundred at a time. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}
