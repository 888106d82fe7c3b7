// The Electron main process: one window, one engine, and the doors between them. It knows nothing of photos, and it must also
// run in Electron 22 (Node 16, CommonJS): no newer API without asking for it first.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, ipcMain, MessageChannelMain, shell, type WebContents } from 'electron';
import { toLikenessError } from '../../engine/api/errors.ts';
import { libraryFolder } from '../../engine/library-folder.ts';
import { readPageFiles } from '../page-files.ts';
import { EngineLink, type EngineProcess, type EngineProcessEvents } from './engine-link.ts';
import { setMenu } from './menu.ts';
import { runNodeEngine } from './node-engine.ts';
import { isPageAddress, registerScheme, servePage } from './picture-protocol.ts';
import { tellStarter } from './shell-news.ts';
import { runUtilityEngine } from './utility-engine.ts';
import { openWindow } from './window.ts';

/** The oldest Node-API that better-sqlite3's binaries run on. */
const neededNodeApi = 10;

const library = libraryFolder(app.commandLine.getSwitchValue('library') || undefined);
// Window state and the single-instance lock belong to a library, so that two libraries can be open side by side.
app.setPath('userData', join(app.getPath('userData'), createHash('sha256').update(library).digest('hex').slice(0, 12)));

let window: BrowserWindow | null = null;
let engineStarted: Promise<void>;
let stopping: Promise<void> | undefined;
let isStopped = false;

const engine = new EngineLink(runEngine, {
  canChooseFolder: true,
  canShowInFolder: true,
  chooseFolder,
  showInFolder: (path) => {
    shell.showItemInFolder(path);
    return Promise.resolve();
  },
});

function runEngine(events: EngineProcessEvents): EngineProcess {
  // An installed app keeps the engine beside its archive (electron-builder.yml).
  const unpacked = app.getAppPath().replace(/\.asar$/, '.asar.unpacked');
  const entry = join(unpacked, 'build/electron/engine-process.mjs');
  const resources = app.isPackaged ? join(process.resourcesPath, 'resources') : join(app.getAppPath(), 'resources');
  const start = { libraryFolder: library, resources };
  if (Number(process.versions['napi'] ?? 0) >= neededNodeApi) return runUtilityEngine(entry, start, events);
  const node = process.env['LIKENESS_NODE'] ?? join(app.getAppPath(), 'node_modules/node/bin/node');
  return runNodeEngine(node, entry, start, events);
}

async function chooseFolder(): Promise<string | null> {
  const options: Electron.OpenDialogOptions = { title: 'Add a photo folder', properties: ['openDirectory'] };
  const chosen = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options);
  return chosen.filePaths[0] ?? null;
}

async function open(): Promise<void> {
  const page = await readPageFiles(join(app.getAppPath(), 'build/renderer'));
  servePage(page, engine);
  setMenu({ addFolder: () => void addFolder(), openPicture: (target) => pressOpen(target) });
  // The page draws its frame while the library opens; its calls wait for the port.
  engineStarted = engine.start();
  engineStarted.catch(fail);
  engine.onLost = () => fail(new Error('the engine ended. Nothing stored is lost; start Likeness again.'));
  window = openWindow(join(app.getAppPath(), 'build/electron/preload.cjs'));
  window.once('closed', () => (window = null));
  window.webContents.once('did-finish-load', () => tellStarter({ opened: true }));
}

/** Each time the page has loaded it asks for a port; one end goes to it, the other to the engine. */
ipcMain.on('likeness-connect', (event) => {
  const frame = event.senderFrame;
  if (event.sender !== window?.webContents || frame?.parent !== null || !isPageAddress(frame.url)) return;
  engineStarted.then(
    () => connect(event.sender),
    () => {}, // `fail` tells why
  );
});

function connect(page: WebContents): void {
  if (page.isDestroyed()) return;
  const { port1, port2 } = new MessageChannelMain();
  engine.connect(port1);
  page.postMessage('likeness-port', null, [port2]);
}

async function addFolder(): Promise<void> {
  const path = await chooseFolder();
  if (path === null) return;
  try {
    await engine.addRoot(path);
  } catch (thrown) {
    dialog.showErrorBox('Likeness', toLikenessError(thrown).message);
  }
}

/** The page has the picker; the menu presses its key. */
function pressOpen(target: BrowserWindow): void {
  const key = {
    keyCode: 'O',
    modifiers: [process.platform === 'darwin' ? 'meta' : 'control'] as ('meta' | 'control')[],
  };
  target.webContents.sendInputEvent({ type: 'keyDown', ...key });
  target.webContents.sendInputEvent({ type: 'keyUp', ...key });
}

function fail(thrown: unknown): void {
  const { message } = toLikenessError(thrown);
  if (!tellStarter({ failure: message })) dialog.showErrorBox('Likeness', message);
  app.exit(1);
}

registerScheme();
if (!app.requestSingleInstanceLock()) {
  tellStarter({ opened: true }); // the other instance has come forward; there is nothing to open in a browser
  app.exit(0);
}
app.on('second-instance', () => {
  if (window?.isMinimized()) window.restore();
  window?.focus();
});
app.on('window-all-closed', () => app.quit());
app.on('before-quit', (event) => {
  if (isStopped) return;
  event.preventDefault();
  stopping ??= engine.stop().then(() => {
    isStopped = true;
    app.quit();
  }, fail);
});
process.on('SIGINT', () => app.quit());
process.on('SIGTERM', () => app.quit());
app.whenReady().then(open).catch(fail);
