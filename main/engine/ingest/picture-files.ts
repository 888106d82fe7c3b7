// Which names the scanner takes for photos, and which it passes by. The name only saves the look: what a file is and who decodes
// it, its content decides (decoders/picture-kind.ts). Drawings (SVG) and documents are no photos.
import { extname } from 'node:path';

/** With their dots. `electron-builder.yml` offers 'Open with Likeness' for the same. */
export const pictureExtensions: ReadonlySet<string> = new Set(
  [
    '.jpg .jpeg .jpe .jfif .mpo .png .webp .avif .avifs .gif .tif .tiff .heic .heif .hif .jxl',
    // RAW: Canon, Nikon, Sony, Adobe and phones, Fujifilm, Olympus, Panasonic, Leica, Pentax, Samsung
    '.cr2 .cr3 .nef .nrw .arw .dng .raf .orf .rw2 .rwl .pef .srw',
  ].flatMap((line) => line.split(' ')),
);

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
