// What was dropped or pasted, told apart: pictures, a photo of the library, a folder, a path, an address on the web.
export type Offer =
  | { kind: 'pictures'; files: File[] }
  | { kind: 'photos'; photoIds: number[] }
  | { kind: 'folder'; file: File | null; entry: FileSystemDirectoryEntry | null }
  | { kind: 'path'; path: string }
  | { kind: 'web-address' }
  | { kind: 'nothing' };

/** The type under which the page's own photos travel when they are dragged within it: their ids. */
export const photoDragType = 'application/x-likeness-photo';

/** Reads a drop or a paste; call it inside the event, its data is gone afterwards. */
export function readOffer(transfer: DataTransfer): Offer {
  const photoIds = transfer.getData(photoDragType).split(' ').map(Number);
  if (photoIds.every((id) => id > 0)) return { kind: 'photos', photoIds };
  for (const item of Array.from(transfer.items)) {
    const entry = item.webkitGetAsEntry();
    if (entry?.isDirectory) return { kind: 'folder', file: item.getAsFile(), entry: entry as FileSystemDirectoryEntry };
  }
  const files = Array.from(transfer.files);
  if (files.length > 0) return { kind: 'pictures', files };
  return readText(
    transfer.getData('text/uri-list') || imageSourceIn(transfer.getData('text/html')) || transfer.getData('text/plain'),
  );
}

/** A picture from a web page comes as its address, a copied file as its path. */
export function readText(text: string): Offer {
  const line = text.trim().split(/\r?\n/)[0]?.trim() ?? '';
  if (line.startsWith('data:image/')) {
    const file = decodeDataAddress(line);
    return file ? { kind: 'pictures', files: [file] } : { kind: 'nothing' };
  }
  if (/^(https?|blob):/i.test(line)) return { kind: 'web-address' };
  const path = pathIn(line);
  return path === null ? { kind: 'nothing' } : { kind: 'path', path };
}

/** An absolute path, also written as a file: address or in quotes; null for any other text. */
export function pathIn(text: string): string | null {
  const bare = text.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (bare.startsWith('file://')) {
    try {
      const path = decodeURIComponent(new URL(bare).pathname);
      return path.replace(/^\/([A-Za-z]:)/, '$1');
    } catch {
      return null;
    }
  }
  return /^(\/[^/]|~\/|[A-Za-z]:[\\/]|\\\\)/.test(bare) ? bare : null;
}

/** The picture inside a `data:` address, without asking the network for it. */
export function decodeDataAddress(address: string): File | null {
  const match = /^data:(image\/[\w.+-]+)[^,]*?(;base64)?,(.*)$/s.exec(address);
  if (!match) return null;
  const [, type = '', isBase64, body = ''] = match;
  try {
    const text = isBase64 ? atob(decodeURIComponent(body)) : decodeURIComponent(body);
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    return new File([bytes], '', { type });
  } catch {
    return null;
  }
}

function imageSourceIn(html: string): string {
  return /<img[^>]+src\s*=\s*["']([^"']+)["']/i.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
}
