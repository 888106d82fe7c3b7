// The one window: sandboxed, kept where it was last time, and unable to leave the page or to ask for anything.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, type Rectangle, screen, session } from 'electron';
import { isPageAddress, pageAddress } from './picture-protocol.ts';
import { overlayColours, titleBarOptions } from './title-bar.ts';

interface WindowState {
  bounds: Partial<Rectangle>;
  isMaximised: boolean;
}

const firstState: WindowState = { bounds: { width: 1440, height: 900 }, isMaximised: false };
const stateFile = (): string => join(app.getPath('userData'), 'window.json');

export function openWindow(preload: string): BrowserWindow {
  refuseEverything();
  const state = readState();
  const window = new BrowserWindow({
    ...state.bounds,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Likeness',
    ...titleBarOptions(process.platform, nativeTheme.shouldUseDarkColors),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (state.isMaximised) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => writeState(window));
  if (process.platform === 'win32') followTheme(window);
  void window.loadURL(pageAddress);
  return window;
}

/** The buttons over the page's bar are drawn by the system. */
function followTheme(window: BrowserWindow): void {
  const paint = (): void => window.setTitleBarOverlay(overlayColours(nativeTheme.shouldUseDarkColors));
  nativeTheme.on('updated', paint);
  window.once('closed', () => nativeTheme.off('updated', paint));
}

/** No permission, no other page, no new window, no webview: the page needs none of them. */
function refuseEverything(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(permission === 'clipboard-sanitized-write'),
  );
  session.defaultSession.setPermissionCheckHandler(
    (_contents, permission) => permission === 'clipboard-sanitized-write',
  );
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, url) => {
      if (!isPageAddress(url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** As it was left, unless the screen it was on is gone. */
function readState(): WindowState {
  let state: WindowState;
  try {
    state = JSON.parse(readFileSync(stateFile(), 'utf8')) as WindowState;
  } catch {
    return firstState; // the first start
  }
  const { x, y } = state.bounds;
  const isOnScreen = screen.getAllDisplays().some(({ workArea: area }) => {
    if (x === undefined || y === undefined) return false;
    return x >= area.x - 50 && y >= area.y - 50 && x < area.x + area.width - 100 && y < area.y + area.height - 100;
  });
  return isOnScreen ? state : { ...firstState, isMaximised: state.isMaximised };
}

function writeState(window: BrowserWindow): void {
  const state: WindowState = { bounds: window.getNormalBounds(), isMaximised: window.isMaximized() };
  try {
    writeFileSync(stateFile(), JSON.stringify(state));
  } catch {
    // A full disk must not keep the window from closing; it opens at the usual place next time.
  }
}
