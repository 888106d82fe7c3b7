// One message at a time: good news as a toast that goes by itself, all else as a strip that stays until it is read.
import { wording } from '../wording.ts';

export interface Notice {
  tone: 'ok' | 'warn' | 'bad';
  sentence: string;
  wayOut?: { label: string; act: () => void };
  /** What was done can be taken back, by a button or the key of undo. */
  undo?: () => void;
}

const shownFor = 8000;

export class NoticeState {
  current: Notice | null = $state.raw(null);
  private timer: ReturnType<typeof setTimeout> | undefined;

  show(notice: Notice): void {
    this.current = notice;
    this.letGo();
  }

  close(): void {
    clearTimeout(this.timer);
    this.current = null;
  }

  get wayOut(): Notice['wayOut'] {
    const { current } = this;
    return current?.undo ? { label: wording.notice.undo, act: () => void this.undo() } : current?.wayOut;
  }

  /** It is looked at: it stays until `letGo`. */
  hold(): void {
    clearTimeout(this.timer);
  }

  /** Goes after its time, counted from now. */
  letGo(): void {
    clearTimeout(this.timer);
    if (this.current?.tone === 'ok') this.timer = setTimeout(() => this.close(), shownFor);
  }

  /** Takes back what the message tells of. @returns false when there is nothing to take back */
  undo(): boolean {
    const undo = this.current?.undo;
    if (undo === undefined) return false;
    this.close();
    undo();
    return true;
  }
}
