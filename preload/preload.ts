// Runs beside the page, sandboxed: hands it a port to the engine, the reason when there is none, and the path of a dropped file.
import { contextBridge, ipcRenderer, webUtils } from 'electron';

declare const window: {
  addEventListener(event: 'load', listener: () => void): void;
  postMessage(message: unknown, origin: string, transfer?: unknown[]): void;
};
declare const location: { origin: string };

contextBridge.exposeInMainWorld('likeness', {
  /** Electron before 29 has no webUtils; there the file itself knows. */
  pathOf: (file: File & { path?: string }): string => webUtils?.getPathForFile(file) ?? file.path ?? '',
  /** Menus and notifications follow the language of the page, and print its key for the list of keys. */
  speak: (language: string, keyOfList: string): void => ipcRenderer.send('likeness-language', language, keyOfList),
  /** Light, dark or as the system says: for what the system draws of the window. */
  look: (theme: string): void => ipcRenderer.send('likeness-theme', theme),
  /** Where the system's buttons lie over the page's top bar, which is the title bar then. */
  buttonsAt: { darwin: 'left', win32: 'right' }[process.platform as string] ?? null,
  startEngine: (): void => ipcRenderer.send('likeness-connect'),
});

// The page listens once it has loaded, and loads anew when it is reloaded.
window.addEventListener('load', () => ipcRenderer.send('likeness-connect'));
ipcRenderer.on('likeness-port', (event) => window.postMessage('likeness-port', location.origin, event.ports));
ipcRenderer.on('likeness-gone', (_event, reason: { code: string; sentence: string }) =>
  window.postMessage({ likenessGone: reason }, location.origin),
);
ipcRenderer.on('likeness-order', (_event, order: object) =>
  window.postMessage({ likenessOrder: order }, location.origin),
);
