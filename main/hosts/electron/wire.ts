// Messages between the shell and an engine in plain Node: JSON, with binary values as base64.
import type { EngineMessage, ShellMessage } from './engine-messages.ts';

export type PortMessage =
  { kind: 'port-message'; port: number; data: string | Uint8Array } | { kind: 'port-closed'; port: number };

export type ToNodeEngine = ShellMessage | PortMessage | { kind: 'port-opened'; port: number };
export type FromNodeEngine = EngineMessage | PortMessage;

interface WireBytes {
  base64: string;
}

/** The message with every Uint8Array in it, at any depth, as `{ base64 }`. */
export function toWire(message: object): object {
  return mapValues(message, (value) => {
    if (value instanceof ArrayBuffer) return { base64: Buffer.from(value).toString('base64') };
    if (!ArrayBuffer.isView(value)) return undefined;
    return { base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
  });
}

export function fromWire<Message>(wire: object): Message {
  return mapValues(wire, (value) => {
    const { base64 } = value as Partial<WireBytes>;
    // A copy of its own: a Buffer may be a window on Node's shared pool, which a port cannot pass on.
    return typeof base64 === 'string' ? new Uint8Array(Buffer.from(base64, 'base64')) : undefined;
  }) as Message;
}

/** @param change the new value of an object, or undefined to go on into it */
function mapValues(object: object, change: (value: object) => unknown): object {
  if (Array.isArray(object)) return Object.values(mapValues({ ...object }, change)) as unknown[];
  const entries = Object.entries(object).map(([key, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null) return [key, value];
    return [key, change(value) ?? mapValues(value, change)];
  });
  return Object.fromEntries(entries) as object;
}
