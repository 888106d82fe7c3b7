// The whole app for a browser on this computer: engine, page, pictures and connection on one port of 127.0.0.1.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { LikenessError } from '../../engine/api/errors.ts';
import { Engine } from '../../engine/engine.ts';
import type { EngineHost } from '../../engine/host.ts';
import { build, projectFolder } from '../build.ts';
import { readPageFiles } from '../page-files.ts';
import { desktopHost } from './browser-desktop.ts';
import { EngineSocket } from './engine-socket.ts';
import { openBrowser } from './open-browser.ts';
import { RequestHandler } from './request-handler.ts';
import { Session } from './session.ts';

export interface BrowserHostOptions {
  libraryFolder: string;
  /** 0, the default, lets the system choose a free one. */
  port?: number;
  openBrowser?: boolean;
  /** Told a fresh address when someone opens one that was used already. */
  onNewAddress?: (address: string) => void;
  /** Other programs of this computer, as the engine may use them. */
  desktop?: EngineHost;
  /** Bytes of one message, a dropped picture among them. */
  maxMessageBytes?: number;
}

export interface BrowserHost {
  /** With the one-time token: whoever opens it first is in. */
  address: string;
  engine: Engine;
  stop(): Promise<void>;
}

/** Who asks slowly on purpose holds one of the connections for so many milliseconds at most. */
const patience = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
};

/** @throws LikenessError `usage` when the port is taken, and whatever opening the library throws */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  await build(['renderer']);
  const files = await readPageFiles(join(projectFolder, 'build/renderer'));
  const server = createServer(patience);
  server.maxConnections = 128;
  const port = await listen(server, options.port ?? 0);
  let engine: Engine;
  try {
    engine = await Engine.open({ libraryFolder: options.libraryFolder, host: options.desktop ?? desktopHost() });
  } catch (thrown) {
    server.close();
    throw thrown;
  }

  const session = new Session();
  const addressNow = (): string => `http://127.0.0.1:${port}/?token=${session.token}`;
  const handler = new RequestHandler({
    port,
    session,
    files,
    pictures: engine.pictures,
    usedAgain: () => options.onNewAddress?.(addressNow()),
  });
  const socket = new EngineSocket(engine, options.maxMessageBytes);
  socket.start();
  server.on('request', (request, response) => void handler.answer(request, response));
  server.on('upgrade', (request, duplex, head) => {
    if (handler.admits(request, duplex)) socket.accept(request, duplex, head);
  });

  const address = addressNow();
  if (options.openBrowser) openBrowser(address);
  return { address, engine, stop: () => stop(server, socket, engine) };
}

async function stop(server: Server, socket: EngineSocket, engine: Engine): Promise<void> {
  server.close();
  await socket.stop();
  server.closeAllConnections();
  await engine.stop();
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (thrown) {
    throw new LikenessError(
      'usage',
      `Port ${port} cannot be used (${(thrown as Error).message}). Choose another one.`,
      {
        cause: thrown,
      },
    );
  }
  return (server.address() as AddressInfo).port;
}
