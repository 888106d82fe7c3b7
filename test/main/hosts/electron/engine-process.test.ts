// The engine's process as an old Electron runs it: in plain Node, with the page's port relayed over JSON.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { expect, it } from 'vitest';
import { type FromNodeEngine, fromWire, toWire } from '../../../../main/hosts/electron/wire.ts';
import { describeContract } from '../contract.ts';

const entry = fileURLToPath(new URL('../../../../main/hosts/electron/engine-process.ts', import.meta.url));
const resources = fileURLToPath(new URL('../../../../resources', import.meta.url));

it('carries binary values through JSON unharmed', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  const message = { kind: 'answer', id: 1, picture: { status: 200, mimeType: 'image/png', bytes: bytes.subarray(1) } };
  expect(fromWire(JSON.parse(JSON.stringify(toWire(message))) as object)).toEqual(message);
  const list = { kind: 'host-call', id: 2, request: { call: 'dragOut', paths: ['/a.jpg', '/b.jpg'], icon: bytes } };
  expect(fromWire(JSON.parse(JSON.stringify(toWire(list))) as object)).toEqual(list);
});

describeContract('a relayed port', async (libraryFolder) => {
  const child = fork(entry, [JSON.stringify({ libraryFolder, resources })]);
  const listeners: ((event: { data: unknown }) => void)[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (wire: object) => {
      const message = fromWire<FromNodeEngine>(wire);
      if (message.kind === 'ready') resolve();
      if (message.kind === 'failed') reject(new Error(message.message));
      if (message.kind === 'port-message') for (const listener of listeners) listener({ data: message.data });
    });
  });
  await ready;
  child.send({ kind: 'port-opened', port: 1 });
  const port = {
    on: (event: string, listener: (event: { data: unknown }) => void) => {
      if (event === 'message') listeners.push(listener);
    },
    postMessage: (data: string | Uint8Array) => void child.send(toWire({ kind: 'port-message', port: 1, data })),
  };
  return {
    client: createORPCClient(new RPCLink({ port })),
    close: async () => {
      const exited = once(child, 'exit');
      child.send({ kind: 'request', id: 1, request: { kind: 'stop' } });
      expect(await exited).toEqual([0, null]);
    },
  };
});
