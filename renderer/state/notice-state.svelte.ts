// One message at a time, with a way out, where the page must explain something that has no place of its own.
export interface Notice {
  tone: 'ok' | 'warn' | 'bad';
  sentence: string;
  wayOut?: { label: string; act: () => void };
}

/** Good news goes by itself; what went wrong stays until it is read. */
const shownFor = 8000;

export class NoticeState {
  current: Notice | null = $state.raw(null);
  private timer: ReturnType<typeof setTimeout> | null = null;

  show(notice: Notice): void {
    this.current = notice;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = notice.tone === 'ok' ? setTimeout(() => this.close(), shownFor) : null;
  }

  close(): void {
    this.current = null;
  }
}
