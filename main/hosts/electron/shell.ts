// The Electron main process: one window, one engine, and the doors between them. It knows nothing of photos, and it must also
// run in Electron 22 (Node 16, CommonJS): no newer API without asking for it first.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, ipcMain, MessageChannelMain, nativeTheme, type WebContents } from 'electron';
import { type LikenessError, toLikenessError } from '../../engine/api/errors.ts';
import { libraryFolder } from '../../engine/library-folder.ts';
import { readPageFiles } from '../page-files.ts';
import { Background } from './background.ts';
import { desktopOf } from './desktop.ts';
import { EngineLink, type EngineProcess, type EngineProcessEvents } from './engine-link.ts';
import { LastingEngine } from './lasting-engine.ts';
import { setMenu } from './menu.ts';
import { runNodeEngine } from './node-engine.ts';
import { filesAmong, OpenedFiles } from './opened-files.ts';
import { isPageAddress, registerScheme, servePage } from './picture-protocol.ts';
import { tellStarter } from './shell-news.ts';
import { runUtilityEngine } from './utility-engine.ts';
import { openWindow } from './window.ts';
import { isShellLanguage, type ShellLanguage, systemLanguage, wordsIn } from './words.ts';

/** The oldest Node-API that better-sqlite3's binaries run on. */
const neededNodeApi = 10;

const library = libraryFolder(app.commandLine.getSwitchValue('library') || undefined);
// Window state and the single-instance lock belong to a library, so that two libraries can be open side by side.
app.setPath('userData', join(app.getPath('userData'), createHash('sha256').update(library).digest('hex').slice(0, 12)));

let window: BrowserWindow | null = null;
/** The page that asked for the engine; it gets a port now and after each restart of the engine. */
let page: WebContents | null = null;
let wasThere = false;
let stopping: Promise<void> | undefined;
let isStopped = false;

const link = new EngineLink(runEngine, desktopOf({ window: () => window, words: () => wordsIn(language) }));
const engine = new LastingEngine(link);
let language: ShellLanguage = 'english';
const background = new Background({
  quit: () => app.quit(),
  words: () => wordsIn(language),
  icon: join(app.getAppPath(), 'build/electron/tray.png'),
});
const opened = new OpenedFiles((paths) => order({ open: paths }));

function runEngine(events: EngineProcessEvents): EngineProcess {
  // An installed app keeps the engine beside its archive (electron-builder.yml).
  const unpacked = app.getAppPath().replace(/\.asar$/, '.asar.unpacked');
  const entry = join(unpacked, 'build/electron/engine-process.mjs');
  const resources = app.isPackaged ? join(process.resourcesPath, 'resources') : join(app.getAppPath(), 'resources');
  const start = { libraryFolder: library, resources };
  if (canRunEngine()) return runUtilityEngine(entry, start, events);
  const shipped = app.isPackaged
    ? join(process.resourcesPath, 'node')
    : join(app.getAppPath(), 'node_modules/node/bin/node');
  return runNodeEngine(process.env['LIKENESS_NODE'] ?? shipped, entry, start, events);
}

/**
 * Whether Electron's own Node can be the engine's. Not on Linux: there Electron's program loads the system's GLib, beside which
 * sharp's own one crashes (https://sharp.pixelplumbing.com/install#electron-and-linux).
 */
function canRunEngine(): boolean {
  return process.platform !== 'linux' && Number(process.versions['napi'] ?? 0) >= neededNodeApi;
}

async function open(): Promise<void> {
  const files = await readPageFiles(join(app.getAppPath(), 'build/renderer'));
  servePage(files, engine);
  speak(systemLanguage());
  // The page draws its frame while the library opens; its calls wait for the port.
  engine.onReady = connectPage;
  engine.onGone = tellGone;
  link.onReading = (reading) => background.take(reading);
  engine.start();
  window = openWindow(join(app.getAppPath(), 'build/electron/preload.cjs'));
  background.watch(window);
  window.once('closed', () => (window = page = null));
  window.webContents.once('did-finish-load', () => tellStarter({ opened: true }));
}

/** Each time the page has loaded it asks for a port, and again when the person wants a lost engine back. */
ipcMain.on('likeness-connect', (event) => {
  const frame = event.senderFrame;
  if (event.sender !== window?.webContents || frame?.parent !== null || !isPageAddress(frame.url)) return;
  page = event.sender;
  opened.tryAgain();
  if (engine.isThere) connectPage();
  else engine.start();
});

ipcMain.on('likeness-language', (event, spoken: unknown, keyOfList: unknown) => {
  if (event.sender !== window?.webContents || !isShellLanguage(spoken)) return;
  speak(spoken, typeof keyOfList === 'string' ? keyOfList.slice(0, 1) : '');
});

/** What the system draws of the window, and its dialogs, look as the page does. */
ipcMain.on('likeness-theme', (event, theme: unknown) => {
  if (event.sender !== window?.webContents) return;
  if (theme === 'light' || theme === 'dark' || theme === 'system') nativeTheme.themeSource = theme;
});

/** One end of a new port goes to the page, the other to the engine. */
function connectPage(): void {
  wasThere = true;
  if (page === null || page.isDestroyed()) return;
  const { port1, port2 } = new MessageChannelMain();
  engine.connect(port1);
  page.postMessage('likeness-port', null, [port2]);
}

/** In the page, where the person looks; at the start in the terminal, if Likeness was started there. */
function tellGone(reason: LikenessError): void {
  if (!wasThere && tellStarter({ failure: reason.message })) app.exit(1);
  else if (page !== null && !page.isDestroyed()) {
    page.send('likeness-gone', { code: reason.code, sentence: reason.message });
  }
}

/** Menus, tray and notifications speak as the page does. */
function speak(spoken: ShellLanguage, keyOfList = '?'): void {
  language = spoken;
  setMenu(wordsIn(language), keyOfList, (name) => order({ command: name }));
}

/** @returns false while there is no page that listens */
function order(what: { command: string } | { open: string[] }): boolean {
  if (page === null || page.isDestroyed()) return false;
  background.show();
  page.send('likeness-order', what);
  return true;
}

function fail(thrown: unknown): void {
  const { message } = toLikenessError(thrown);
  if (!tellStarter({ failure: message })) dialog.showErrorBox('Likeness', message);
  app.exit(1);
}

registerScheme();
const given = filesAmong(process.argv.slice(1), process.cwd());
if (!app.requestSingleInstanceLock({ given })) {
  tellStarter({ opened: true }); // the other instance has come forward; there is nothing to open in a browser
  app.exit(0);
}
opened.add(given);
app.on('second-instance', (_event, _args, _folder, data) => {
  background.show();
  opened.add((data as { given?: string[] } | null)?.given ?? []);
});
app.on('open-file', (event, path) => {
  event.preventDefault();
  opened.add([path]);
});
app.on('activate', () => background.show());
app.on('window-all-closed', () => app.quit());
app.on('before-quit', (event) => {
  background.release();
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
