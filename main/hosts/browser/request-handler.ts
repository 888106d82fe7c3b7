// Answers the browser host's requests in a fixed order: own host and origin, GET, the token's exchange, member of the session,
// then a page file or a picture. Whoever fails gets one plain sentence with the way out.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { toLikenessError } from '../../engine/api/errors.ts';
import type { Engine } from '../../engine/engine.ts';
import { entityTagOf, type PageFile } from '../page-files.ts';
import { securityHeaders } from '../page-policy.ts';
import { type Refusal, refusalPage } from './refusals.ts';
import { refusalOf } from './request-guard.ts';
import type { Session } from './session.ts';

export interface RequestHandlerOptions {
  port: number;
  session: Session;
  files: Map<string, PageFile>;
  pictures: Engine['pictures'];
  /** Someone opened an address whose token was used up. */
  usedAgain: () => void;
}

export class RequestHandler {
  readonly #options: RequestHandlerOptions;
  readonly #headers: Record<string, string>;

  constructor(options: RequestHandlerOptions) {
    this.#options = options;
    this.#headers = securityHeaders([`ws://127.0.0.1:${options.port}`, `ws://localhost:${options.port}`]);
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#answer(request, response);
    } catch (thrown) {
      if (response.headersSent) response.destroy();
      else refuse(request, response, 500, 'failed', toLikenessError(thrown).message);
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(this.#headers)) response.setHeader(name, value);
    const refusal = refusalOf(request, this.#options.port);
    if (refusal !== null) return refuse(request, response, 403, refusal);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD').setHeader('Connection', 'close'); // whatever body comes is not read
      return refuse(request, response, 405, 'other-method');
    }
    const url = URL.parse(request.url ?? '/', 'http://127.0.0.1');
    if (url === null) return refuse(request, response, 400, 'not-member');
    const token = url.pathname === '/' ? url.searchParams.get('token') : null;
    if (!this.#isMember(request)) {
      return token === null ? refuse(request, response, 401, 'not-member') : this.#redeem(token, request, response);
    }
    if (token !== null) return redirectToPage(response); // a member who opens the printed address again
    await this.#sendContent(url.pathname, request, response);
  }

  /** Whether a WebSocket may be opened; if not, the socket has been answered and closed. */
  admits(request: IncomingMessage, socket: Duplex): boolean {
    const path = request.url?.split('?')[0];
    const isOwnPage = refusalOf(request, this.#options.port) === null && request.headers.origin !== undefined;
    if (path === '/engine' && isOwnPage && this.#isMember(request)) return true;
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    return false;
  }

  #isMember(request: IncomingMessage): boolean {
    return this.#options.session.isMember(request.headers.cookie, this.#options.port);
  }

  #redeem(token: string, request: IncomingMessage, response: ServerResponse): void {
    const { session, port, usedAgain } = this.#options;
    const redemption = session.redeem(token);
    if (redemption === 'granted') {
      response.setHeader('Set-Cookie', session.cookie(port));
      return redirectToPage(response);
    }
    if (redemption === 'used') usedAgain();
    refuse(request, response, 403, redemption === 'used' ? 'used-token' : 'wrong-token');
  }

  async #sendContent(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const file = this.#options.files.get(path);
    if (file !== undefined) {
      response.setHeader('Cache-Control', file.isImmutable ? 'private, max-age=31536000, immutable' : 'no-cache');
      return sendBytes(request, response, file);
    }
    const picture = await this.#options.pictures.answer(path, abortWhenClosed(response));
    // Asked again each time, answered without a body while it is the same: an id may come to mean another photo.
    response.setHeader('Cache-Control', picture.status === 200 ? 'private, no-cache' : 'no-store');
    response.statusCode = picture.status;
    sendBytes(request, response, { ...picture, entityTag: entityTagOf(picture.bytes) });
  }
}

/** A page that scrolled on closes its requests; nothing is rendered for it then. */
function abortWhenClosed(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}

interface Content {
  mimeType: string;
  bytes: Uint8Array;
  entityTag: string;
}

function sendBytes(request: IncomingMessage, response: ServerResponse, content: Content): void {
  response.setHeader('ETag', content.entityTag);
  if (response.statusCode === 200 && request.headers['if-none-match'] === content.entityTag) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader('Content-Type', content.mimeType).setHeader('Content-Length', content.bytes.byteLength);
  response.end(request.method === 'HEAD' ? undefined : content.bytes);
}

function redirectToPage(response: ServerResponse): void {
  response.writeHead(303, { Location: '/', 'Cache-Control': 'no-store' }).end();
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  refusal: Refusal,
  detail?: string,
): void {
  const page = refusalPage(refusal, request.headers['accept-language'], detail);
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }).end(page);
}
