// The desktop as the engine may use it: dialogs, the file manager, other programs. Paths come from the engine's process alone
// (engine-link.ts); a page has no way to name one.
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, MessageChannelMain, nativeImage, shell } from 'electron';
import type { EngineHost } from '../../engine/host.ts';
import type { ShellWords } from './words.ts';

/** Where there is no small picture, for macOS drags nothing without one. */
const appIcon = (): string => join(app.getAppPath(), 'build/electron/tray.png');
/** Of the picture beside the pointer, in pixels of the screen. */
const iconHeight = 96;

export interface DesktopOptions {
  /** The window, while there is one. */
  window: () => BrowserWindow | null;
  words: () => ShellWords;
}

export function desktopOf({ window: windowNow, words }: DesktopOptions): EngineHost {
  return {
    canChooseFolder: true,
    canShowInFolder: true,
    canOpenFile: true,
    canDragOut: true,
    chooseFolder: async () => {
      const window = windowNow();
      const options: Electron.OpenDialogOptions = { title: words().addFolder, properties: ['openDirectory'] };
      const chosen = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options);
      return chosen.filePaths[0] ?? null;
    },
    showInFolder: (path) => {
      shell.showItemInFolder(path);
      return Promise.resolve();
    },
    openFile: async (path) => {
      const trouble = await shell.openPath(path);
      if (trouble !== '') throw new Error(trouble);
    },
    dragOut: (paths, icon) => {
      void afterNode().then(() => startDrag(windowNow(), paths, icon));
      return Promise.resolve();
    },
  };
}

function startDrag(window: BrowserWindow | null, paths: readonly string[], icon: Uint8Array): void {
  const [file] = paths;
  if (window === null || file === undefined) return;
  window.webContents.startDrag({ file, files: [...paths], icon: iconOf(icon) });
}

function iconOf(jpeg: Uint8Array): Electron.NativeImage {
  const picture = nativeImage.createFromBuffer(Buffer.from(jpeg));
  return (picture.isEmpty() ? nativeImage.createFromPath(appIcon()) : picture).resize({ height: iconHeight });
}

/**
 * Resolves in a task of Chromium's instead of Node's. A drag lasts until the button is let go, and on Windows and Linux
 * `startDrag` returns only then: called from one of Node's events it would keep all others, such as the engine's, waiting.
 */
function afterNode(): Promise<void> {
  const { port1, port2 } = new MessageChannelMain();
  return new Promise((resolve) => {
    port2.once('message', () => {
      port2.close();
      resolve();
    });
    port2.start();
    port1.postMessage(null);
  });
}
