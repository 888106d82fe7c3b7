// The entry of the engine's process under Electron: opens the library and serves the page's ports and the shell's requests.
import { RPCHandler } from '@orpc/server/message-port';
import { toLikenessError } from '../../engine/api/errors.ts';
import { router } from '../../engine/api/router.ts';
import { Engine } from '../../engine/engine.ts';
import type { EngineHost } from '../../engine/host.ts';
import type { EngineStart, HostAnswer, HostRequest, PictureAnswer, ShellRequest } from './engine-messages.ts';
import { openParent, type Parent } from './parent.ts';

const start = JSON.parse(process.argv[2] ?? '{}') as EngineStart;
const parent = openParent();
// Ctrl+C in a terminal reaches every process at once; the shell is the one that says when to stop.
process.on('SIGINT', () => {});
const hostAnswers = new Map<number, (answer: HostAnswer) => void>();

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
    if (message.kind === 'host-answer') hostAnswers.get(message.id)?.(message);
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
    case 'stop':
      await engine.stop();
      return undefined;
  }
}

/** The shell's desktop, as the engine sees it. */
function desktopOf(parent: Parent): EngineHost {
  let nextId = 1;
  const ask = (request: HostRequest): Promise<string | null> => {
    const id = nextId++;
    return new Promise((resolve, reject) => {
      hostAnswers.set(id, ({ path, trouble }) => {
        hostAnswers.delete(id);
        if (trouble === null) resolve(path);
        else reject(new Error(trouble));
      });
      parent.send({ kind: 'host-call', id, request });
    });
  };
  return {
    canChooseFolder: true,
    canShowInFolder: true,
    canOpenFile: true,
    canDragOut: true,
    chooseFolder: () => ask({ call: 'chooseFolder' }),
    showInFolder: async (path) => void (await ask({ call: 'showInFolder', path })),
    openFile: async (path) => void (await ask({ call: 'openFile', path })),
    dragOut: async (paths, icon) => void (await ask({ call: 'dragOut', paths, icon })),
  };
}
