// The page and its pictures under likeness://app/, and the only place that knows that Electron has two ways to serve a scheme.
import { protocol } from 'electron';
import type { PageFile } from '../page-files.ts';
import { securityHeaders } from '../page-policy.ts';
import type { PictureAnswer } from './engine-messages.ts';

const scheme = 'likeness';
export const pageAddress = `${scheme}://app/`;

/** Whether an address is the page's own. (Node's URL has no origin for schemes it does not know.) */
export function isPageAddress(address: string): boolean {
  return address.startsWith(pageAddress);
}

/** Answers a picture's address; the engine does. */
export interface PictureSource {
  picture(path: string): Promise<PictureAnswer>;
}

/** Before the app is ready: the scheme counts as a secure origin with hosts, so that 'self' and relative addresses work. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function servePage(files: Map<string, PageFile>, pictures: PictureSource): void {
  const answer = (address: string, method: string): Promise<PictureAnswer> => find(files, pictures, address, method);
  if (typeof protocol.handle === 'function') {
    protocol.handle(scheme, async (request) => {
      const { status, mimeType, bytes } = await answer(request.url, request.method);
      return new Response(bytes as Uint8Array<ArrayBuffer>, { status, headers: headersOf(mimeType) });
    });
  } else {
    // Electron before 25
    protocol.registerBufferProtocol(scheme, (request, callback) => {
      void answer(request.url, request.method).then(({ status, mimeType, bytes }) =>
        callback({ statusCode: status, mimeType, headers: headersOf(mimeType), data: Buffer.from(bytes) }),
      );
    });
  }
}

async function find(
  files: Map<string, PageFile>,
  pictures: PictureSource,
  address: string,
  method: string,
): Promise<PictureAnswer> {
  const url = new URL(address);
  if (method !== 'GET' || !isPageAddress(address)) return plain(403, 'Likeness only shows its own page here.');
  const file = files.get(url.pathname);
  if (file !== undefined) return { status: 200, mimeType: file.mimeType, bytes: file.bytes };
  try {
    return await pictures.picture(url.pathname);
  } catch (thrown) {
    return plain(500, (thrown as Error).message);
  }
}

function plain(status: number, sentence: string): PictureAnswer {
  return { status, mimeType: 'text/plain; charset=utf-8', bytes: Buffer.from(sentence) };
}

function headersOf(mimeType: string): Record<string, string> {
  return { ...securityHeaders(), 'Content-Type': mimeType, 'Cache-Control': 'no-cache' };
}
