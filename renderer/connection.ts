// The way to the engine, and the only file that knows there are two: a message port that Electron's preload hands over, or a
// WebSocket to the origin the page came from. Calls made while the engine is away wait for it to come back.
import { createORPCClient, type ClientLink, type ClientOptions } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { RouterClient } from '@orpc/server';
import type { Router } from '../main/engine/api/router.ts';
import { wording } from './wording.ts';
import { errorSentence } from './wording/errors.ts';

declare global {
  interface Window {
    /** What Electron's preload gives the page. */
    likeness?: {
      pathOf?: (file: File) => string;
      startEngine?: () => void;
      speak?: (language: string, keyOfList: string) => void;
      look?: (theme: string) => void;
      /** Where the system's buttons lie over the top bar, which is the window's title bar then. */
      buttonsAt?: 'left' | 'right' | null;
    };
  }
}

export type EngineClient = RouterClient<Router>;
type Link = ClientLink<Record<never, never>>;
type CallOptions = ClientOptions<Record<never, never>>;

const shortestWait = 250;
const longestWait = 5000;
/** A server that is there again after a loss answers within this many milliseconds. */
const patience = 8000;

/** These only ask, so what became of the first try does not matter. */
const repeatable = new Set([
  'library.status',
  'roots.suggest',
  'roots.browse',
  'roots.excluded',
  'reading.failures',
  'photos.timeline',
  'photos.outline',
  'photos.summaries',
  'photos.list',
  'photos.subfolders',
  'photos.count',
  'photos.facet',
  'photos.details',
  'duplicates.state',
  'duplicates.groups',
  'duplicates.plan',
  'duplicates.rules',
  'duplicates.binned',
  'duplicates.apart',
  'duplicates.copiesOf',
  'search.open',
  'search.openPath',
  'search.run',
  'health.report',
]);

/** A call was not answered because the engine went away; it may be made again. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** One stable client over links that come and go. */
export class Connection implements Link {
  readonly client: EngineClient = createORPCClient(this as Link);
  /** Called with false when the engine went away, with true when it is there (again). */
  onchange: (isConnected: boolean) => void = () => {};
  /** Called with the sentence to show when the engine will not come back by itself. */
  onlost: (sentence: string) => void = () => {};

  private link: Link | null = null;
  private isLost = false;
  private waiting: (() => void)[] = [];
  private wait = shortestWait;
  private losing: ReturnType<typeof setTimeout> | undefined;

  /** Whether the page itself can have the engine started again. */
  get canRestart(): boolean {
    return window.likeness?.startEngine !== undefined;
  }

  start(): void {
    this.onchange(false);
    if (location.protocol === 'http:' || location.protocol === 'https:') this.openSocket();
    else window.addEventListener('message', (event) => this.receive(event));
  }

  restart(): void {
    this.isLost = false;
    this.onchange(false);
    window.likeness?.startEngine?.();
  }

  /** @throws ConnectionLost when the engine went away over a call that must not be made twice, or twice over the same call */
  async call(path: readonly string[], input: unknown, options: CallOptions): Promise<unknown> {
    const isRepeatable = repeatable.has(path.join('.'));
    for (let attempt = 1; ; attempt++) {
      const link = await this.linked(options.signal);
      try {
        return await link.call(path, input, options);
      } catch (thrown) {
        const wasAnswered = link === this.link;
        if (wasAnswered || options.signal?.aborted) throw thrown;
        if (!isRepeatable || attempt === 2) throw new ConnectionLost(wording.connection.interrupted);
      }
    }
  }

  private async linked(signal: AbortSignal | undefined): Promise<Link> {
    while (this.link === null) {
      signal?.throwIfAborted();
      if (this.isLost) throw new ConnectionLost(wording.connection.notConnected);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    return this.link;
  }

  private receive(event: MessageEvent<unknown>): void {
    if (event.source !== window) return;
    const port = event.ports[0];
    if (event.data === 'likeness-port' && port !== undefined) this.acceptPort(port);
    const gone = (event.data as { likenessGone?: { code: string; sentence: string } } | null)?.likenessGone;
    if (gone !== undefined) this.giveUp(errorSentence(gone.code, gone.sentence));
  }

  private acceptPort(port: MessagePort): void {
    const link = this.watched(port, () => new PortLink({ port }));
    port.start();
    this.use(link);
  }

  private openSocket(): void {
    const address = new URL('/engine', location.href);
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(address);
    const link = this.watched(socket, () => new SocketLink({ websocket: socket }));
    socket.addEventListener('open', () => this.use(link));
    socket.addEventListener('close', () => {
      this.losing ??= setTimeout(() => this.giveUp(wording.connection.lost), patience);
      setTimeout(() => this.openSocket(), this.wait);
      this.wait = Math.min(this.wait * 2, longestWait);
    });
  }

  /** oRPC ends the calls in its own listener: before it the link must be gone, and only after it may the streams be let go. */
  private watched(carrier: EventTarget, makeLink: () => Link): Link {
    carrier.addEventListener('close', () => {
      if (this.link === link) this.link = null;
    });
    const link = makeLink();
    carrier.addEventListener('close', () => {
      if (this.link === null) this.onchange(false);
    });
    return link;
  }

  private use(link: Link): void {
    clearTimeout(this.losing);
    this.losing = undefined;
    this.link = link;
    this.isLost = false;
    this.wait = shortestWait;
    this.onchange(true);
    this.resume();
  }

  private giveUp(sentence: string): void {
    this.isLost = true;
    this.onlost(sentence);
    this.resume();
  }

  private resume(): void {
    for (const resume of this.waiting.splice(0)) resume();
  }
}
