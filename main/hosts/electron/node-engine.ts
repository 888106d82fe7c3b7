// The engine in a separate Node process: on Linux, and for Electron runtimes whose Node-API is too old for better-sqlite3. Ports
// cannot leave Electron, so their messages are relayed as JSON: the V8 serialisations of the two programs differ.
import { spawn } from 'node:child_process';
import type { MessagePortMain } from 'electron';
import type { EngineProcess, EngineProcessEvents } from './engine-link.ts';
import type { EngineStart } from './engine-messages.ts';
import { type FromNodeEngine, fromWire, type ToNodeEngine, toWire } from './wire.ts';

/** @param node the program of Node 22 or newer */
export function runNodeEngine(
  node: string,
  entry: string,
  start: EngineStart,
  events: EngineProcessEvents,
): EngineProcess {
  const child = spawn(node, [entry, JSON.stringify(start)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ports = new Map<number, MessagePortMain>();
  let nextPort = 1;

  const send = (message: ToNodeEngine): void => {
    if (child.connected) child.send(toWire(message));
  };
  child.on('message', (wire: object) => {
    const message = fromWire<FromNodeEngine>(wire);
    if (message.kind === 'port-message') ports.get(message.port)?.postMessage(message.data);
    else if (message.kind === 'port-closed') ports.get(message.port)?.close();
    else events.onMessage(message);
  });
  child.once('error', () => events.onExit()); // the program is not there: there is no 'exit' then
  child.once('exit', () => {
    for (const port of ports.values()) port.close();
    events.onExit();
  });

  return {
    send,
    connect: (port) => {
      const id = nextPort++;
      ports.set(id, port);
      send({ kind: 'port-opened', port: id });
      port.on('message', ({ data }) => send({ kind: 'port-message', port: id, data: data as string | Uint8Array }));
      port.once('close', () => {
        ports.delete(id);
        send({ kind: 'port-closed', port: id });
      });
      port.start();
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
