// The page's top bar as the window's title bar, where the system lets a window draw its own: macOS keeps its three lights over the
// bar's left end, Windows its three buttons over the right one. On Linux the system's frame stays: where its buttons are, what a
// double-click does and how a window is resized is the window manager's there, and not every one takes a bar that a page draws.
import type { BrowserWindowConstructorOptions, TitleBarOverlayOptions } from 'electron';

/** Pixels of the page's bar (--bar-h in renderer/tokens.css), without its line. */
const barHeight = 52;
const lineHeight = 1;
/** Of the lights' upper left corner: in the middle of the bar. */
const lights = { x: 18, y: 18 };

type TitleBarOptions = Pick<
  BrowserWindowConstructorOptions,
  'titleBarStyle' | 'titleBarOverlay' | 'trafficLightPosition'
>;

export function titleBarOptions(platform: NodeJS.Platform, isDark: boolean): TitleBarOptions {
  if (platform === 'darwin') return { titleBarStyle: 'hiddenInset', trafficLightPosition: lights };
  if (platform === 'win32') return { titleBarStyle: 'hidden', titleBarOverlay: overlayColours(isDark) };
  return {};
}

/** Of the buttons on Windows: --surface and --ink of the page's theme. */
export function overlayColours(isDark: boolean): TitleBarOverlayOptions {
  const colours = isDark ? { color: '#1d1d1d', symbolColor: '#ededed' } : { color: '#ffffff', symbolColor: '#191919' };
  return { ...colours, height: barHeight - lineHeight };
}
