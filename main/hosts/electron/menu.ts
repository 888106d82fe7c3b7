// The menu, in the language of the page. What the page does by a key it does by the menu too: the item sends it the name of
// the command (renderer/input/shortcuts.ts), and the page goes on listening to the key itself.
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { ShellWords } from './words.ts';

/**
 * @param keyOfList what the page listens to for its list of keys; empty for nothing
 * @param command has the page do what a key of this name does
 */
export function setMenu(words: ShellWords, keyOfList: string, command: (name: string) => void): void {
  const isMac = process.platform === 'darwin';
  const byPage = (label: string, name: string, accelerator: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator === '' ? {} : { accelerator }),
    registerAccelerator: false,
    click: () => command(name),
  });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const developing: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [line, { role: 'reload', label: words.reload }, { role: 'toggleDevTools', label: words.developer }];
  const file: MenuItemConstructorOptions[] = [
    byPage(words.openPicture, 'choose', 'CmdOrCtrl+O'),
    byPage(words.addFolder, 'addFolder', 'CmdOrCtrl+Shift+O'),
    line,
    ...(isMac ? [] : [byPage(words.settings, 'settings', 'CmdOrCtrl+,'), line]),
    { role: 'close', label: words.close },
    ...(isMac ? [] : [{ role: 'quit' as const, label: words.quit }]),
  ];
  const edit: MenuItemConstructorOptions[] = [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    line,
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'selectAll', label: words.selectAll },
  ];
  const view: MenuItemConstructorOptions[] = [
    byPage(words.library, 'library', 'CmdOrCtrl+1'),
    byPage(words.folders, 'folders', 'CmdOrCtrl+2'),
    byPage(words.places, 'places', 'CmdOrCtrl+3'),
    byPage(words.duplicates, 'duplicates', 'CmdOrCtrl+4'),
    line,
    byPage(words.largerRows, 'larger', 'CmdOrCtrl+Plus'),
    byPage(words.smallerRows, 'smaller', 'CmdOrCtrl+-'),
    line,
    { role: 'zoomIn', label: words.largerText, accelerator: 'CmdOrCtrl+Alt+Plus' },
    { role: 'zoomOut', label: words.smallerText, accelerator: 'CmdOrCtrl+Alt+-' },
    { role: 'resetZoom', label: words.usualText, accelerator: 'CmdOrCtrl+Alt+0' },
    line,
    { role: 'togglefullscreen', label: words.fullScreen },
    ...developing,
  ];
  const application: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      line,
      byPage(words.settings, 'settings', 'CmdOrCtrl+,'),
      line,
      { role: 'hide' },
      { role: 'quit', label: words.quit },
    ],
  };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [application] : []),
      { label: words.file, submenu: file },
      { label: words.edit, submenu: edit },
      { label: words.view, submenu: view },
      { label: words.window, role: 'window', submenu: [{ role: 'minimize', label: words.minimise }] },
      { label: words.help, role: 'help', submenu: [byPage(words.keys, 'keys', keyOfList)] },
    ]),
  );
}
