// The state of the library as the page and the command line show it, now and whenever it changes.
import { setTimeout as delay } from 'node:timers/promises';
import type { LibraryStatus } from './api/library-schemas.ts';
import type { EngineHost } from './host.ts';
import type { PhotoIndex } from './index/photo-index.ts';
import type { ModelReplacement } from './ingest/model-replacement.ts';
import type { Pipeline } from './ingest/pipeline.ts';
import type { Catalogue } from './library/catalogue.ts';
import type { Roots } from './library/roots.ts';

export interface StatusOptions {
  roots: Roots;
  catalogue: Catalogue;
  pipeline: Pipeline;
  index: PhotoIndex;
  replacement: ModelReplacement;
  host: EngineHost;
}

/** Four a second: smooth to the eye, nothing to the processor. */
const shortestIntervalMs = 250;

export class Status {
  private readonly options: StatusOptions;
  private readonly stopping = new AbortController();
  private waiting: (() => void)[] = [];
  private version = 0;

  constructor(options: StatusOptions) {
    this.options = options;
  }

  /** Something that the status shows may have changed. */
  touch(): void {
    this.version++;
    for (const wake of this.waiting.splice(0)) wake();
  }

  stop(): void {
    this.stopping.abort();
    this.touch();
  }

  current(): LibraryStatus {
    const { roots, catalogue, pipeline, index, replacement, host } = this.options;
    const all = roots.all();
    return {
      ...catalogue.counts(),
      searchableCount: index.searchableCount,
      offlineRootCount: all.filter(({ state }) => state === 'offline').length,
      roots: all,
      reading: pipeline.reading,
      index: index.state,
      replacement: replacement.state,
      host: {
        canChooseFolder: host.canChooseFolder,
        canShowInFolder: host.canShowInFolder,
        canOpenFile: host.canOpenFile,
        canDragOut: host.canDragOut,
      },
    };
  }

  /** The status now, and again whenever it changed, at most four times a second, until the signal or the engine's end. */
  async *watch(signal?: AbortSignal): AsyncGenerator<LibraryStatus> {
    const until = signal ? AbortSignal.any([signal, this.stopping.signal]) : this.stopping.signal;
    let shown = '';
    while (!until.aborted) {
      const seen = this.version;
      const status = this.current();
      const text = JSON.stringify(status);
      if (text !== shown) yield status;
      shown = text;
      await delay(shortestIntervalMs, undefined, { signal: until }).catch(() => undefined);
      if (this.version === seen) await this.nextTouch(until);
    }
  }

  private nextTouch(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        setImmediate(resolve); // a change is seen whole, not from the middle of it
      };
      this.waiting.push(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
