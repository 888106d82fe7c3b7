// Hints that a photo folder changed. Each hint only makes its root due for a scan: events get lost, doubled and refused
// (too many watches, no rights), and a scan every so often finds what they missed. A network share is only scanned: its events
// do not come from the other computers, and polling it would keep it and the network busy.
import { basename } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import type { Root } from '../api/library-schemas.ts';
import type { RootPresence } from '../drives/root-presence.ts';
import type { Roots } from '../library/roots.ts';
import { isSidecarName } from '../metadata/sidecars.ts';
import { isPhotoFolderName, isPictureName } from './picture-files.ts';

export interface WatcherOptions {
  roots: Roots;
  presence: RootPresence;
  /** The root is due for a scan. */
  changed: (rootId: number) => void;
  timings?: Partial<WatcherTimings>;
}

export interface WatcherTimings {
  /** A burst of events ends with so much quiet, and is cut off after so long. */
  quietMs: number;
  burstMs: number;
  /** Between scans without any hint. */
  rescanMs: number;
  /** The same on network shares, where a scan costs others too. */
  shareRescanMs: number;
  /** Between looks whether a disk came or went. */
  presenceMs: number;
}

const defaultTimings: WatcherTimings = {
  quietMs: 1500,
  burstMs: 15_000,
  rescanMs: 15 * 60_000,
  shareRescanMs: 60 * 60_000,
  presenceMs: 10_000,
};

interface Watched {
  root: Root;
  watcher: FSWatcher;
  quiet: NodeJS.Timeout | null;
  burstBegan: number;
}

export class Watcher {
  private readonly roots: Roots;
  private readonly presence: RootPresence;
  private readonly changed: (rootId: number) => void;
  private readonly timings: WatcherTimings;
  private readonly watched = new Map<number, Watched>();
  private timers: NodeJS.Timeout[] = [];

  constructor({ roots, presence, changed, timings }: WatcherOptions) {
    this.roots = roots;
    this.presence = presence;
    this.changed = changed;
    this.timings = { ...defaultTimings, ...timings };
  }

  start(): void {
    for (const root of this.roots.all()) this.follow(root);
    this.timers = [
      setInterval(() => this.rescan({ shares: false }), this.timings.rescanMs),
      setInterval(() => this.rescan({ shares: true }), this.timings.shareRescanMs),
      setInterval(() => void this.checkPresence(), this.timings.presenceMs),
    ];
    for (const timer of this.timers) timer.unref();
  }

  async stop(): Promise<void> {
    for (const timer of this.timers.splice(0)) clearInterval(timer);
    await Promise.all([...this.watched.keys()].map((id) => this.forget(id)));
  }

  follow(root: Root): void {
    if (this.watched.has(root.id) || root.isNetwork) return;
    const watcher = watch(root.path, {
      ignoreInitial: true,
      usePolling: false,
      followSymlinks: false,
      ignorePermissionErrors: true,
      ignored: (path, stats) => path !== root.path && isIgnored(basename(path), stats?.isFile()),
    });
    const watched: Watched = { root, watcher, quiet: null, burstBegan: 0 };
    this.watched.set(root.id, watched);
    watcher.on('all', () => this.hint(watched));
    // Out of watches (ENOSPC), rights (EACCES) or luck: scans go on without hints, so there is nothing to tell or to stop.
    watcher.on('error', () => undefined);
  }

  async forget(rootId: number): Promise<void> {
    const watched = this.watched.get(rootId);
    if (!watched) return;
    this.watched.delete(rootId);
    if (watched.quiet) clearTimeout(watched.quiet);
    await watched.watcher.close();
  }

  private hint(watched: Watched): void {
    const now = performance.now();
    if (watched.quiet) clearTimeout(watched.quiet);
    else watched.burstBegan = now;
    const left = watched.burstBegan + this.timings.burstMs - now;
    watched.quiet = setTimeout(
      () => {
        watched.quiet = null;
        this.changed(watched.root.id);
      },
      Math.max(0, Math.min(this.timings.quietMs, left)),
    );
  }

  private rescan({ shares }: { shares: boolean }): void {
    for (const { id, isNetwork } of this.roots.all()) if (isNetwork === shares) this.changed(id);
  }

  /** A disk that came or went makes its folders due; one that came back is watched where it is now. */
  private async checkPresence(): Promise<void> {
    for (const root of this.roots.all()) {
      const known = this.roots.known(root.id);
      if (known === undefined) continue; // removed meanwhile
      const located = await this.presence.locate(known);
      if (located?.path !== this.watched.get(root.id)?.root.path) await this.forget(root.id);
      if (located !== null) this.follow({ ...root, path: located.path });
      if ((located !== null) !== (root.state === 'online') || (located !== null && located.path !== root.path)) {
        this.changed(root.id);
      }
    }
  }
}

function isIgnored(name: string, isFile: boolean | undefined): boolean {
  const isOurs = isPictureName(name) || isSidecarName(name);
  if (isFile === undefined) return !isPhotoFolderName(name) && !isOurs;
  return isFile ? !isOurs : !isPhotoFolderName(name);
}
