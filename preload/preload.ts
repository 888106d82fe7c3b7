// Runs beside the page, sandboxed: hands it one port to the engine and the path of a dropped file, and nothing else.
import { contextBridge, ipcRenderer, webUtils } from 'electron';

declare const window: {
  addEventListener(event: 'load', listener: () => void): void;
  postMessage(message: string, origin: string, transfer: unknown[]): void;
};
declare const location: { origin: string };

contextBridge.exposeInMainWorld('likeness', {
  /** Electron before 29 has no webUtils; there the file itself knows. */
  pathOf: (file: File & { path?: string }): string => webUtils?.getPathForFile(file) ?? file.path ?? '',
});

// The page listens once it has loaded, and loads anew when it is reloaded.
window.addEventListener('load', () => ipcRenderer.send('likeness-connect'));
ipcRenderer.on('likeness-port', (event) => window.postMessage('likeness-port', location.origin, event.ports));
