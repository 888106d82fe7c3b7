// The way to the engine, and the only file that knows there are two: a message port that Electron's preload hands over, or a
// WebSocket to the origin the page came from. Calls made while the engine is away wait for it to come back.
import { createORPCClient, type ClientLink, type ClientOptions } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { RouterClient } from '@orpc/server';
import type { Router } from '../main/engine/api/router.ts';

export type EngineClient = RouterClient<Router>;
type Link = ClientLink<Record<never, never>>;

const shortestWait = 250;
const longestWait = 5000;

/** One stable client over links that come and go. */
export class Connection implements Link {
  readonly client: EngineClient = createORPCClient(this as Link);
  /** Called with false when the engine went away, with true when it is there (again). */
  onchange: (isConnected: boolean) => void = () => {};

  private link: Link | null = null;
  private waiting: (() => void)[] = [];
  private wait = shortestWait;

  start(): void {
    this.onchange(false);
    if (location.protocol === 'http:' || location.protocol === 'https:') this.openSocket();
    else window.addEventListener('message', (event) => this.acceptPort(event));
  }

  async call(path: readonly string[], input: unknown, options: ClientOptions<Record<never, never>>): Promise<unknown> {
    while (this.link === null) {
      options.signal?.throwIfAborted();
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    return this.link.call(path, input, options);
  }

  private acceptPort(event: MessageEvent<unknown>): void {
    const port = event.ports[0];
    if (event.source !== window || event.data !== 'likeness-port' || port === undefined) return;
    port.start();
    const link = new PortLink({ port });
    port.addEventListener('close', () => this.lose(link));
    this.use(link);
  }

  private openSocket(): void {
    const address = new URL('/engine', location.href);
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(address);
    const link = new SocketLink({ websocket: socket });
    socket.addEventListener('open', () => this.use(link));
    socket.addEventListener('close', () => {
      this.lose(link);
      setTimeout(() => this.openSocket(), this.wait);
      this.wait = Math.min(this.wait * 2, longestWait);
    });
  }

  private use(link: Link): void {
    this.link = link;
    this.wait = shortestWait;
    this.onchange(true);
    for (const resume of this.waiting.splice(0)) resume();
  }

  private lose(link: Link): void {
    if (this.link === link) this.link = null;
    if (this.link === null) this.onchange(false);
  }
}
