// Which names the scanner takes for pictures, and which it passes by. Content decides later; the name only saves the look.
import { extname } from 'node:path';

/** HEIC is taken too: it cannot be decoded yet, and a failure with its reason is better than a photo silently passed by. */
const pictureExtensions = new Set('.jpg .jpeg .jpe .jfif .png .webp .avif .gif .tif .tiff .heic .heif'.split(' '));

/** Folders that systems and programs keep for themselves (Synology, Windows, package managers). */
const systemFolders = new Set(['@eadir', 'system volume information', '$recycle.bin', 'node_modules', 'lost+found']);

export function isPictureName(name: string): boolean {
  return !isHidden(name) && pictureExtensions.has(extname(name).toLowerCase());
}

export function isPhotoFolderName(name: string): boolean {
  return !isHidden(name) && !systemFolders.has(name.toLowerCase());
}

/** Also macOS's `._` resource forks, which carry the extension of the photo beside them. */
function isHidden(name: string): boolean {
  return name.startsWith('.');
}
