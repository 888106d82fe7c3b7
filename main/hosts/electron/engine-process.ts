// The entry of the engine's process under Electron: opens the library and serves the page's ports and the shell's requests.
import { RPCHandler } from '@orpc/server/message-port';
import { toLikenessError } from '../../engine/api/errors.ts';
import { router } from '../../engine/api/router.ts';
import { Engine } from '../../engine/engine.ts';
import type { EngineHost } from '../../engine/host.ts';
import type { EngineStart, PictureAnswer, ShellRequest } from './engine-messages.ts';
import { openParent, type Parent } from './parent.ts';

const start = JSON.parse(process.argv[2] ?? '{}') as EngineStart;
const parent = openParent();
// Ctrl+C in a terminal reaches every process at once; the shell is the one that says when to stop.
process.on('SIGINT', () => {});
const hostAnswers = new Map<number, (path: string | null) => void>();

try {
  const engine = await Engine.open({ ...start, host: desktopOf(parent) });
  serve(engine, parent);
  parent.send({ kind: 'ready' });
  void tellReading(engine, parent);
} catch (thrown) {
  const { code, message } = toLikenessError(thrown);
  parent.send({ kind: 'failed', code, message });
  process.exitCode = 1;
  parent.close();
}

function serve(engine: Engine, parent: Parent): void {
  const handler = new RPCHandler(router);
  parent.onPort = (port) => handler.upgrade(port, { context: { engine } });
  parent.onLost = () => void engine.stop().then(() => process.exit(0));
  parent.onMessage = (message) => {
    if (message.kind === 'host-answer') hostAnswers.get(message.id)?.(message.path);
    else void answer(engine, parent, message.id, message.request);
  };
}

/** Until the engine stops. */
async function tellReading(engine: Engine, parent: Parent): Promise<void> {
  for await (const { reading, searchableCount } of engine.status.watch()) {
    const isReading = reading.state === 'reading';
    const { doneCount, totalCount } = reading;
    parent.send({ kind: 'reading', reading: { isReading, doneCount, totalCount, searchableCount } });
  }
}

async function answer(engine: Engine, parent: Parent, id: number, request: ShellRequest): Promise<void> {
  try {
    const picture = await fulfil(engine, request);
    parent.send({ kind: 'answer', id, ...(picture && { picture }) });
  } catch (thrown) {
    const { code, message } = toLikenessError(thrown);
    parent.send({ kind: 'refusal', id, code, message });
  }
  if (request.kind === 'stop') parent.close();
}

async function fulfil(engine: Engine, request: ShellRequest): Promise<PictureAnswer | undefined> {
  switch (request.kind) {
    case 'picture':
      return engine.pictures.answer(request.path);
    case 'add-root':
      await engine.addRoot(request.path);
      return undefined;
    case 'stop':
      await engine.stop();
      return undefined;
  }
}

/** The shell's dialogs, as the engine sees them. */
function desktopOf(parent: Parent): EngineHost {
  let nextId = 1;
  const ask = (call: 'chooseFolder' | 'showInFolder', path: string): Promise<string | null> => {
    const id = nextId++;
    return new Promise((resolve) => {
      hostAnswers.set(id, (chosen) => {
        hostAnswers.delete(id);
        resolve(chosen);
      });
      parent.send({ kind: 'host-call', id, call, path });
    });
  };
  return {
    canChooseFolder: true,
    canShowInFolder: true,
    chooseFolder: () => ask('chooseFolder', ''),
    showInFolder: async (path) => void (await ask('showInFolder', path)),
  };
}
