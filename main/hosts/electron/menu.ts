// The menu: the system's own roles, and the two ways into the app.
import { app, type BaseWindow, BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  addFolder: () => void;
  openPicture: (window: BrowserWindow) => void;
}

export function setMenu(actions: MenuActions): void {
  const isMac = process.platform === 'darwin';
  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: [
      {
        label: 'Open picture…',
        accelerator: 'CmdOrCtrl+O',
        registerAccelerator: false, // the page listens to the key itself
        click: (_item, window?: BaseWindow) => {
          if (window instanceof BrowserWindow) actions.openPicture(window);
        },
      },
      { label: 'Add photo folder…', click: actions.addFolder },
      { type: 'separator' },
      { role: isMac ? 'close' : 'quit' },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      ...(app.isPackaged ? [] : [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
    ],
  };
  const application: MenuItemConstructorOptions[] = isMac ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([...application, file, { role: 'editMenu' }, view, { role: 'windowMenu' }]),
  );
}
