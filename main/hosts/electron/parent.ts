// The engine process's end of the shell: Electron's parentPort in a utility process, the JSON channel in plain Node.
import type { MessagePortMain, ParentPort } from 'electron';
import type { EngineMessage, ShellMessage } from './engine-messages.ts';
import { type FromNodeEngine, fromWire, type ToNodeEngine, toWire } from './wire.ts';

/** What the page's calls arrive on; oRPC needs no more of a port. */
export interface PagePort {
  on(event: string, listener: (event?: { data: unknown }) => void): void;
  postMessage(data: unknown): void;
}

export interface Parent {
  send(message: EngineMessage): void;
  onMessage: (message: ShellMessage) => void;
  onPort: (port: PagePort) => void;
  /** The shell ended without a word. */
  onLost: () => void;
  /** Ends this process once everything sent has left. */
  close(): void;
}

export function openParent(): Parent {
  const { parentPort } = process as { parentPort?: ParentPort };
  return parentPort ? utilityParent(parentPort) : nodeParent();
}

function utilityParent(channel: ParentPort): Parent {
  const parent: Parent = {
    send: (message) => channel.postMessage(message),
    onMessage: () => {},
    onPort: () => {},
    onLost: () => {}, // Electron ends its utility processes itself
    close: () => setTimeout(() => process.exit(), 50), // the channel has no callback for what has left
  };
  channel.on('message', ({ data, ports }) => {
    const port: MessagePortMain | undefined = ports[0];
    if (port === undefined) return parent.onMessage(data as ShellMessage);
    parent.onPort(port);
    port.start();
  });
  return parent;
}

function nodeParent(): Parent {
  const ports = new Map<number, RelayedPort>();
  const send = (message: FromNodeEngine): void => {
    if (process.connected) process.send?.(toWire(message));
  };
  const parent: Parent = {
    send,
    onMessage: () => {},
    onPort: () => {},
    onLost: () => {},
    close: () => process.disconnect(), // waits for what is on its way; then nothing holds the process
  };
  process.on('disconnect', () => parent.onLost());
  process.on('message', (wire: object) => {
    const message = fromWire<ToNodeEngine>(wire);
    switch (message.kind) {
      case 'port-opened': {
        const port = new RelayedPort((data) => send({ kind: 'port-message', port: message.port, data }));
        ports.set(message.port, port);
        return parent.onPort(port);
      }
      case 'port-message':
        return ports.get(message.port)?.emit('message', { data: message.data });
      case 'port-closed':
        ports.get(message.port)?.emit('close');
        ports.delete(message.port);
        return;
      case 'request':
      case 'host-answer':
        return parent.onMessage(message);
    }
  });
  return parent;
}

/** Stands for a port that the shell holds. */
class RelayedPort implements PagePort {
  readonly #post: (data: string | Uint8Array) => void;
  readonly #listeners = new Map<string, ((event?: { data: unknown }) => void)[]>();

  constructor(post: (data: string | Uint8Array) => void) {
    this.#post = post;
  }

  postMessage(data: unknown): void {
    this.#post(data as string | Uint8Array);
  }

  on(event: string, listener: (event?: { data: unknown }) => void): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  emit(event: string, payload?: { data: unknown }): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(payload);
  }
}
