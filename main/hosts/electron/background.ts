// Reading goes on when the window is closed in the middle of it: the window is hidden, an icon in the tray says so and can stop
// it, and the end is told in a notification. Then Likeness ends, unless it was opened again.
import { type BrowserWindow, Menu, nativeImage, Notification, Tray } from 'electron';
import type { ReadingNews } from './engine-messages.ts';
import type { ShellWords } from './words.ts';

export interface BackgroundActions {
  quit: () => void;
  words: () => ShellWords;
  /** A picture file. */
  icon: string;
}

/** A notification can be clicked for so long before Likeness ends. */
const farewellMs = 60_000;

export class Background {
  readonly #actions: BackgroundActions;
  #window: BrowserWindow | null = null;
  #reading: ReadingNews = { isReading: false, doneCount: 0, totalCount: 0, searchableCount: 0 };
  #tray: Tray | null = null;
  #farewell: NodeJS.Timeout | undefined;
  #isQuitting = false;

  constructor(actions: BackgroundActions) {
    this.#actions = actions;
  }

  get isHidden(): boolean {
    return this.#tray !== null;
  }

  watch(window: BrowserWindow): void {
    this.#window = window;
    window.on('close', (event) => {
      if (!this.#reading.isReading || this.#isQuitting) return;
      event.preventDefault();
      this.#hide(window);
    });
    window.on('closed', () => (this.#window = null));
  }

  /** From now on closing means closing. */
  release(): void {
    this.#isQuitting = true;
    this.#leaveTray();
  }

  show(): void {
    this.#leaveTray();
    const window = this.#window;
    if (window === null) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  take(reading: ReadingNews): void {
    const hasEnded = this.#reading.isReading && !reading.isReading;
    this.#reading = reading;
    if (this.isHidden) this.#drawTray();
    if (hasEnded) this.#tellEnd();
  }

  #hide(window: BrowserWindow): void {
    window.hide();
    this.#tray = new Tray(nativeImage.createFromPath(this.#actions.icon).resize({ width: 22, height: 22 }));
    this.#tray.on('click', () => this.show());
    this.#drawTray();
    const words = this.#actions.words();
    this.#tell(words.goesOn, words.goesOnHow);
  }

  #drawTray(): void {
    const words = this.#actions.words();
    const { doneCount, totalCount, isReading } = this.#reading;
    this.#tray?.setToolTip(isReading ? words.goesOn : words.ended);
    this.#tray?.setContextMenu(
      Menu.buildFromTemplate([
        { label: isReading ? words.goesOn : words.ended, enabled: false },
        ...(isReading ? [{ label: words.progress(doneCount, totalCount), enabled: false }] : []),
        { type: 'separator' },
        { label: words.showWindow, click: () => this.show() },
        { label: isReading ? words.stop : words.quit, click: () => this.#actions.quit() },
      ]),
    );
  }

  #tellEnd(): void {
    // A hidden window still counts as focused until the window system has said otherwise.
    const isLookedAt = !this.isHidden && (this.#window?.isFocused() ?? false);
    if (isLookedAt) return; // the status bar says it
    const words = this.#actions.words();
    this.#tell(words.ended, words.endedHow(this.#reading.searchableCount));
    if (this.isHidden) this.#farewell = setTimeout(() => this.#actions.quit(), farewellMs);
  }

  #tell(title: string, body: string): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    notification.on('click', () => this.show());
    notification.show();
  }

  #leaveTray(): void {
    clearTimeout(this.#farewell);
    this.#tray?.destroy();
    this.#tray = null;
  }
}
