// The built page in memory. Only the files that were there at the start can be asked for, by their exact address: no address
// reaches another file, whatever its dots and slashes.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

export interface PageFile {
  mimeType: string;
  bytes: Buffer;
  entityTag: string;
  /** The name carries the content's hash, so a browser may keep it for ever. */
  isImmutable: boolean;
}

const mimeTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.woff2': 'font/woff2',
};

/** @returns the file by its address ('/' is the page itself) */
export async function readPageFiles(folder: string): Promise<Map<string, PageFile>> {
  const files = new Map<string, PageFile>();
  await addFolder(files, folder, '/');
  const page = files.get('/index.html');
  if (page !== undefined) files.set('/', page);
  return files;
}

async function addFolder(files: Map<string, PageFile>, folder: string, address: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await addFolder(files, path, `${address}${entry.name}/`);
    const mimeType = mimeTypes[extname(entry.name)];
    if (!entry.isFile() || mimeType === undefined) continue;
    const bytes = await readFile(path);
    const isImmutable = address.startsWith('/assets/');
    files.set(address + entry.name, { mimeType, bytes, entityTag: entityTagOf(bytes), isImmutable });
  }
}

export function entityTagOf(bytes: Uint8Array): string {
  return `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
}
