// Hints that a photo folder changed. Each hint only makes its root due for a scan: events get lost, doubled and refused
// (too many watches, no rights, network disks), and a scan every so often finds what they missed.
import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import type { Root } from '../api/schemas.ts';
import type { Roots } from '../library/roots.ts';
import { isPhotoFolderName, isPictureName } from './picture-files.ts';

export interface WatcherOptions {
  roots: Roots;
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
  /** Between looks whether a disk came or went. */
  presenceMs: number;
}

const defaultTimings: WatcherTimings = { quietMs: 1500, burstMs: 15_000, rescanMs: 15 * 60_000, presenceMs: 10_000 };

interface Watched {
  root: Root;
  watcher: FSWatcher;
  quiet: NodeJS.Timeout | null;
  burstBegan: number;
}

export class Watcher {
  private readonly roots: Roots;
  private readonly changed: (rootId: number) => void;
  private readonly timings: WatcherTimings;
  private readonly watched = new Map<number, Watched>();
  private timers: NodeJS.Timeout[] = [];

  constructor({ roots, changed, timings }: WatcherOptions) {
    this.roots = roots;
    this.changed = changed;
    this.timings = { ...defaultTimings, ...timings };
  }

  start(): void {
    for (const root of this.roots.all()) this.follow(root);
    this.timers = [
      setInterval(() => this.rescanAll(), this.timings.rescanMs),
      setInterval(() => void this.checkPresence(), this.timings.presenceMs),
    ];
    for (const timer of this.timers) timer.unref();
  }

  async stop(): Promise<void> {
    for (const timer of this.timers.splice(0)) clearInterval(timer);
    await Promise.all([...this.watched.keys()].map((id) => this.forget(id)));
  }

  follow(root: Root): void {
    if (this.watched.has(root.id)) return;
    const watcher = watch(root.path, {
      ignoreInitial: true,
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

  private rescanAll(): void {
    for (const { id } of this.roots.all()) this.changed(id);
  }

  private async checkPresence(): Promise<void> {
    for (const root of this.roots.all()) {
      const isThere = await access(root.path).then(() => true, () => false); // prettier-ignore
      if (isThere !== (root.state === 'online')) this.changed(root.id);
    }
  }
}

function isIgnored(name: string, isFile: boolean | undefined): boolean {
  if (isFile === undefined) return !isPhotoFolderName(name) && !isPictureName(name);
  return isFile ? !isPictureName(name) : !isPhotoFolderName(name);
}
