// The page's connection: oRPC over a WebSocket at /engine, for members of the session alone.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { router } from '../../engine/api/router.ts';
import type { Engine } from '../../engine/engine.ts';

/** A dropped picture is one message: room for a large camera TIFF, not for filling the memory. */
const maxMessageBytes = 256 * 1024 * 1024;
/** Windows and tabs at once; each may hold a picture in memory. */
const maxConnections = 16;
const heartbeatMs = 30_000;

export class EngineSocket {
  readonly #engine: Engine;
  readonly #server: WebSocketServer;
  readonly #handler = new RPCHandler(router);
  readonly #answering = new Set<WebSocket>();
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(engine: Engine, messageLimit = maxMessageBytes) {
    this.#engine = engine;
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: messageLimit,
      perMessageDeflate: false, // the way is a few microseconds long
    });
  }

  start(): void {
    this.#heartbeat = setInterval(() => this.#dropSilent(), heartbeatMs);
  }

  /** @param request already checked: right host, right origin, member of the session */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.#server.clients.size >= maxConnections) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => {
      this.#answering.add(client);
      client.on('pong', () => this.#answering.add(client));
      client.on('close', () => this.#answering.delete(client));
      client.on('error', () => client.terminate()); // an oversized or broken message: ws has closed it with its code
      void this.#handler.upgrade(client, { context: { engine: this.#engine } });
    });
  }

  /** Ends the connections of browsers that went to sleep or lost power without a word. */
  #dropSilent(): void {
    for (const client of this.#server.clients) {
      if (!this.#answering.delete(client)) client.terminate();
      else client.ping();
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#heartbeat);
    for (const client of this.#server.clients) client.close(1001, 'Likeness is closing');
    await new Promise((resolve) => setTimeout(resolve, 50)); // time for the close frames
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }
}
