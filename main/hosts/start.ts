// `npm start`: builds what is missing, then opens Likeness in Electron where that can be had, else the same app in the browser.
import { parseArgs } from 'node:util';
import { toLikenessError } from '../engine/api/errors.ts';
import { libraryFolder } from '../engine/library-folder.ts';
import { build, buildKernelsIfPossible } from './build.ts';
import { findElectron } from './electron/runtime.ts';
import { startElectron } from './electron/start-electron.ts';

const impatientMs = 1000;
const say = (line: string): void => void process.stdout.write(line + '\n');

async function start(): Promise<void> {
  const { values } = parseArgs({ options: { library: { type: 'string' }, browser: { type: 'boolean' } } });
  const library = libraryFolder(values.library);
  const runtime = values.browser ? { reason: 'you asked for it' } : await findElectron();
  if ('executable' in runtime) {
    await build();
    const outcome = await startElectron(runtime.executable, library);
    if (outcome === 'failed') process.exitCode = 1;
    if (outcome === 'ended' || outcome === 'failed') return;
    say(`Opening in the browser, because ${outcome.reason}.`);
  } else {
    say(`Opening in the browser, because ${runtime.reason}.`);
    await buildKernelsIfPossible();
  }
  await serve(library);
}

async function serve(library: string): Promise<void> {
  const { startBrowserHost } = await import('./browser/browser-host.ts');
  const host = await startBrowserHost({
    libraryFolder: library,
    openBrowser: true,
    onNewAddress: (address) => say(`A fresh address: ${address}`),
  });
  say(`Likeness is at ${host.address}`);
  say('Press Ctrl+C to stop it.');
  stopOnSignal(() => host.stop());
}

/** npm passes Ctrl+C on, so it arrives twice; only one that comes later means that the person is tired of waiting. */
function stopOnSignal(stop: () => Promise<void>): void {
  let firstAt = 0;
  const onSignal = (): void => {
    if (firstAt === 0) stop().then(() => process.exit(0), fail);
    else if (Date.now() - firstAt > impatientMs) process.exit(130);
    firstAt ||= Date.now();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
}

function fail(thrown: unknown): void {
  process.stderr.write(toLikenessError(thrown).message + '\n');
  process.exit(1);
}

start().catch(fail);
