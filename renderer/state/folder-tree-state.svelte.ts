// The folders of the library as a tree, opened step by step, and the photos of the one that is chosen.
import type { PhotoFilter } from '../../main/engine/api/filter-schemas.ts';
import type { Subfolder } from '../../main/engine/api/folder-schemas.ts';
import type { Root } from '../../main/engine/api/library-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { nameOfRoot } from '../wording/folders.ts';
import { TimelineState } from './timeline-state.svelte.ts';
import { WallState } from './wall-state.svelte.ts';

/** A line of the tree. */
export interface TreeFolder {
  path: string;
  name: string;
  count: number;
  /** From 1. */
  level: number;
  hasFolders: boolean;
  isOpen: boolean;
  /** Of a root that is away: when it was seen last. */
  offlineRoot: Root | null;
}

export class FolderTreeState {
  /** Path of the chosen folder; the first root until one was chosen. */
  chosen: string | null = $state(null);
  readonly timeline: TimelineState;
  readonly wall = new WallState((rowHeight) =>
    this.timeline.days.map((day) => ({ id: day.id, photos: day, rowHeight })),
  );

  private readonly client: EngineClient;
  private readonly roots: () => readonly Root[];
  private opened: readonly string[] = $state.raw([]);
  private children: Readonly<Record<string, readonly Subfolder[]>> = $state.raw({});

  readonly folders = $derived.by(() => this.roots().flatMap((root) => this.linesOf(root)));

  constructor(client: EngineClient, roots: () => readonly Root[]) {
    this.client = client;
    this.roots = roots;
    this.timeline = new TimelineState(client);
  }

  /** Shows a folder's photos, among the other filters. */
  show(filter: PhotoFilter): void {
    const folder = this.chosen ?? this.roots()[0]?.path;
    if (folder !== undefined) this.timeline.show({ ...filter, folder });
  }

  choose(path: string): void {
    this.chosen = path;
    this.wall.startOver();
  }

  /** The library changed: what is open is counted again. */
  async refresh(): Promise<void> {
    const paths = [...this.roots().map(({ path }) => path), ...this.opened];
    await Promise.all(paths.map((path) => this.load(path)));
  }

  async open(path: string): Promise<void> {
    await this.load(path);
    if (!this.opened.includes(path)) this.opened = [...this.opened, path];
  }

  close(path: string): void {
    this.opened = this.opened.filter((other) => other !== path);
  }

  private async load(path: string): Promise<void> {
    const found = await this.client.photos.subfolders({ path }).catch(() => null); // asked again with the next change
    if (found) this.children = { ...this.children, [path]: found };
  }

  private linesOf(root: Root): TreeFolder[] {
    const folders = this.children[root.path] ?? [];
    const line = {
      ...{ path: root.path, name: nameOfRoot(root), count: root.photoCount, level: 1 },
      ...{ hasFolders: folders.length > 0, isOpen: this.opened.includes(root.path) },
      offlineRoot: root.state === 'offline' ? root : null,
    };
    return [line, ...(line.isOpen ? folders.flatMap((folder) => this.linesBelow(folder, 2)) : [])];
  }

  private linesBelow({ path, name, fileCount, hasFolders }: Subfolder, level: number): TreeFolder[] {
    const isOpen = this.opened.includes(path);
    const below = isOpen ? (this.children[path] ?? []).flatMap((folder) => this.linesBelow(folder, level + 1)) : [];
    return [{ path, name, count: fileCount, level, hasFolders, isOpen, offlineRoot: null }, ...below];
  }
}
