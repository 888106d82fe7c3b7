// The engine in Electron's own utility process; the page's port is handed straight to it.
import { utilityProcess } from 'electron';
import type { EngineProcess, EngineProcessEvents } from './engine-link.ts';
import type { EngineMessage, EngineStart } from './engine-messages.ts';

export function runUtilityEngine(entry: string, start: EngineStart, events: EngineProcessEvents): EngineProcess {
  const child = utilityProcess.fork(entry, [JSON.stringify(start)], { serviceName: 'Likeness engine' });
  child.on('message', (message: EngineMessage) => events.onMessage(message));
  child.once('exit', () => events.onExit());
  return {
    send: (message) => child.postMessage(message),
    connect: (port) => child.postMessage({ kind: 'port' }, [port]),
    kill: () => void child.kill(),
  };
}
