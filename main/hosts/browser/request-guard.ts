// Which requests are looked at at all. Another web page in the same browser can send requests to 127.0.0.1, and by DNS
// rebinding under a name of its own: such requests carry a foreign Host or Origin.
import type { IncomingMessage } from 'node:http';
import type { Refusal } from './refusals.ts';

/** @returns why the request is refused, or null when it may be looked at */
export function refusalOf(request: IncomingMessage, port: number): Refusal | null {
  const { host, origin } = request.headers;
  const ownHosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !ownHosts.includes(host)) {
    return 'other-address';
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return 'other-page';
  }
  return isEmbedding(request) ? 'other-page' : null;
}

/**
 * Browsers say who asks for what: pictures, scripts and frames in a page of somebody else, also of another port of this
 * computer, for which the session's cookie does come along. Only its own page may have them; a link may lead here.
 */
function isEmbedding({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (headers.upgrade !== undefined || site === undefined) return false; // those are held by their Origin
  return site !== 'same-origin' && site !== 'none' && headers['sec-fetch-dest'] !== 'document';
}
