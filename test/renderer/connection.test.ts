// The page's connection over real ports, handed over as Electron's preload does it.
import { MessageChannel, type MessagePort as NodePort } from 'node:worker_threads';
import { os } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Connection, ConnectionLost } from '../../renderer/connection.ts';
import { deferred } from './fake-engine.ts';

/** An engine that says what it was asked, and answers when the test lets it. */
class TestEngine {
  readonly asked: string[] = [];
  answering: Promise<unknown> = Promise.resolve();
  private port: NodePort | undefined;

  private readonly handler = new RPCHandler({
    photos: { details: this.procedure('details'), showInFolder: this.procedure('showInFolder') },
  });

  connect(): void {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    this.handler.upgrade(port1);
    port1.start();
    tell({ data: 'likeness-port', ports: [port2] });
  }

  async die(): Promise<void> {
    this.port?.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }

  private procedure(name: string) {
    return os.handler(async () => {
      this.asked.push(name);
      await this.answering;
      return name;
    });
  }
}

let page: EventTarget;

function tell(message: { data: unknown; ports: unknown[] }): void {
  page.dispatchEvent(Object.assign(new Event('message'), { source: page, ...message }));
}

describe('the connection through a port', () => {
  let engine: TestEngine;
  let connection: Connection;
  let contacts: boolean[];

  beforeEach(() => {
    page = new EventTarget();
    vi.stubGlobal('window', page);
    vi.stubGlobal('location', { protocol: 'likeness:' });
    engine = new TestEngine();
    connection = new Connection();
    contacts = [];
    connection.onchange = (isConnected) => contacts.push(isConnected);
    connection.start();
  });
  afterEach(async () => {
    await engine.die();
    vi.unstubAllGlobals();
  });

  test('makes calls that came too early once the engine is there', async () => {
    const details = connection.client.photos.details({ id: 1 });
    engine.connect();
    expect(await details).toBe('details');
    expect(contacts).toEqual([false, true]);
  });

  test('asks again what the engine died over', async () => {
    engine.connect();
    engine.answering = deferred().promise;
    const details = connection.client.photos.details({ id: 1 });
    await vi.waitFor(() => expect(engine.asked).toHaveLength(1));
    await engine.die();
    engine.answering = Promise.resolve();
    engine.connect();
    expect(await details).toBe('details');
    expect(engine.asked).toEqual(['details', 'details']);
    expect(contacts).toEqual([false, true, false, true]);
  });

  test('does not ask a third time', async () => {
    engine.answering = deferred().promise;
    const refused = expect(connection.client.photos.details({ id: 1 })).rejects.toThrow(ConnectionLost);
    for (let death = 1; death <= 2; death++) {
      engine.connect();
      await vi.waitFor(() => expect(engine.asked).toHaveLength(death));
      await engine.die();
    }
    await refused;
  });

  test('does not do twice what acts', async () => {
    engine.connect();
    engine.answering = deferred().promise;
    const acted = connection.client.photos.showInFolder({ id: 1 });
    const refused = expect(acted).rejects.toThrow(ConnectionLost);
    await vi.waitFor(() => expect(engine.asked).toHaveLength(1));
    await engine.die();
    await refused;
  });

  test('refuses calls once the engine is given up, and makes them when it is back', async () => {
    connection.onlost = vi.fn();
    const waiting = expect(connection.client.photos.details({ id: 1 })).rejects.toThrow(ConnectionLost);
    tell({ data: { likenessGone: { code: 'engine-stopped', sentence: 'It ended too often.' } }, ports: [] });
    await waiting;
    await expect(connection.client.photos.details({ id: 1 })).rejects.toThrow(ConnectionLost);
    expect(connection.onlost).toHaveBeenCalledExactlyOnceWith('It ended too often.');
    engine.connect();
    expect(await connection.client.photos.details({ id: 1 })).toBe('details');
  });
});
