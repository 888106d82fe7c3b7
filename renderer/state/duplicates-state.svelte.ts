// Duplicates as the page holds them: the search for them, the groups that are listed, and what a person does with them.
import type { CopyGroup, CopyKind, DuplicateState } from '../../main/engine/api/duplicate-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure, type Failure } from '../failure.ts';
import { type CopyCard, groupsNotIn, type ShownGroup, withCards } from './copy-cards.ts';
import type { KeepChoice } from './keep-choice.ts';
import { PlanState } from './plan-state.svelte.ts';
import { RemovalState, type Moved } from './removal-state.svelte.ts';
import { UndoSteps } from './undo-steps.ts';

const pageSize = 100;
const lookAgain = { searching: 700, idle: 3000 };

export class DuplicatesState {
  progress: DuplicateState | null = $state.raw(null);
  groups: readonly CopyGroup[] = $state.raw([]);
  totalCount = $state(0);
  /** Of all copies but the largest of each group. */
  bytes = $state(0);
  countByKind = $state.raw({ exact: 0, 'same-picture': 0, 'near-copy': 0 });
  /** Which groups are listed; null for all. */
  kind: CopyKind | null = $state(null);
  failure: Failure | null = $state.raw(null);
  /** Other groups than those on the screen are there; they come when the person asks for them. */
  hasNews = $state(false);
  isLoaded = $state(false);
  /** Set by the view while changing the list would pull it from under a hand. */
  isHeld = false;

  readonly steps = new UndoSteps();
  readonly plan: PlanState;
  readonly removal: RemovalState;
  /** Paths of files that were moved, until the library has seen it. */
  private gone: readonly string[] = $state.raw([]);

  readonly shown: readonly ShownGroup[] = $derived.by(() =>
    withCards(this.groups, this.plan.of, this.gone).filter(({ cards }) => cards.length > 1),
  );

  private readonly client: EngineClient;
  private nextCursor: string | null = null;
  private version = -1;
  private turn = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isOpen = false;
  private isLoading = false;

  constructor(client: EngineClient) {
    this.client = client;
    this.plan = new PlanState(client, this.steps);
    this.removal = new RemovalState(client);
  }

  /** The view is on the screen: it is kept up to date until `close`. */
  open(): void {
    this.isOpen = true;
    void this.watch();
  }

  close(): void {
    this.isOpen = false;
    clearTimeout(this.timer);
  }

  find(): Promise<void> {
    return this.attempt(async () => {
      await this.client.duplicates.find({});
      await this.watch();
    });
  }

  pause(): Promise<void> {
    return this.attempt(async () => {
      await this.client.duplicates.pause({});
      await this.watch();
    });
  }

  async show(kind: CopyKind | null): Promise<void> {
    this.kind = this.plan.kind = kind;
    this.groups = [];
    await this.reload();
  }

  /** Lists the groups anew, as many as before. */
  async reload(): Promise<void> {
    const turn = ++this.turn;
    await this.attempt(async () => {
      const wanted = Math.max(pageSize, this.groups.length);
      const version = this.progress?.version ?? -1;
      const groups: CopyGroup[] = [];
      let cursor: string | null = null;
      do {
        const page = await this.client.duplicates.groups(this.pageAfter(cursor));
        if (turn !== this.turn) return;
        groups.push(...page.groups);
        cursor = page.nextCursor;
        ({ totalCount: this.totalCount, bytes: this.bytes, countByKind: this.countByKind } = page);
      } while (cursor !== null && groups.length < wanted);
      await this.plan.renew(groups);
      if (turn !== this.turn) return;
      [this.groups, this.nextCursor, this.version] = [groups, cursor, version];
      [this.hasNews, this.isLoaded] = [false, true];
    });
  }

  /** The end of the list comes near. */
  async loadMore(): Promise<void> {
    if (this.nextCursor === null || this.isLoading) return;
    this.isLoading = true;
    const turn = this.turn;
    await this.attempt(async () => {
      const page = await this.client.duplicates.groups(this.pageAfter(this.nextCursor));
      const added = groupsNotIn(this.groups, page.groups);
      if (turn !== this.turn) return;
      await this.plan.add(added);
      [this.groups, this.nextCursor] = [[...this.groups, ...added], page.nextCursor];
    });
    this.isLoading = false;
  }

  change(part: Partial<Pick<KeepChoice, 'rules' | 'kinds'>>): Promise<void> {
    return this.attempt(() => this.plan.change(part));
  }

  /** Keeps a file that was to go, or the other way round; from then on the person decides about all of its group. */
  toggle({ group, cards }: ShownGroup, fileId: number): Promise<void> {
    const isKept = (card: CopyCard) => (card.state === 'keep') !== (card.fileId === fileId);
    return this.attempt(() => this.plan.decide(group.id, cards, isKept));
  }

  keepAll({ group, cards }: ShownGroup): Promise<void> {
    return this.attempt(() => this.plan.decide(group.id, cards, () => true));
  }

  /** Remembered for ever, and taken back by undo. */
  async keepApart({ group }: ShownGroup): Promise<void> {
    const photoIds = group.photos.map(({ photo }) => photo.id);
    const { keepApart, allowTogether } = this.client.duplicates;
    const set = (apart: boolean) =>
      this.attempt(async () => {
        await (apart ? keepApart : allowTogether)({ photoIds });
        await this.watch({ isOwn: true });
      });
    this.steps.add({ undo: () => set(false), redo: () => set(true) });
    await set(true);
  }

  /** All that is shown as going. @returns null when it could not be done */
  async move(): Promise<Moved | null> {
    let moved: Moved | null = null;
    await this.attempt(async () => {
      const { batch, ...what } = (moved = await this.removal.move(this.plan.asked()));
      this.gone = [...this.gone, ...what.paths];
      this.plan.subtract(what);
      // Moving is never repeated by a key: the groups are looked at again first.
      if (batch !== null) this.steps.add({ undo: () => void this.putBack(batch), redo: () => undefined });
    });
    return moved;
  }

  /** @returns how many files are back where they were, null when it could not be done */
  async putBack(batch: number): Promise<number | null> {
    let count: number | null = null;
    await this.attempt(async () => {
      count = (await this.removal.undo(batch)).restoredCount;
      this.gone = [];
    });
    return count;
  }

  /** Files came back from the bin, whoever took them out. */
  cameBack(): Promise<void> {
    this.gone = [];
    return this.attempt(() => this.removal.loadBatches());
  }

  /** All files that would go, each with the file that stays. */
  async list(): Promise<{ path: string; kept: string }[]> {
    const files: { path: string; kept: string }[] = [];
    let cursor: string | null = null;
    do {
      const page = await this.client.duplicates.groups(this.pageAfter(cursor));
      for (const { kept, moved } of await this.plan.plansOf(page.groups)) {
        files.push(...moved.map(({ path }) => ({ path, kept: kept?.path ?? '' })));
      }
      cursor = page.nextCursor;
    } while (cursor !== null);
    return files;
  }

  /** @param options.isOwn the person did what changed the groups: they come at once */
  private async watch({ isOwn = false } = {}): Promise<void> {
    clearTimeout(this.timer);
    try {
      this.progress = await this.client.duplicates.state({});
      if (!this.isLoaded) await this.removal.loadBatches();
      if (this.progress.version !== this.version && !this.removal.isRunning) {
        if (this.isHeld && !isOwn && this.groups.length > 0) this.hasNews = true;
        else await this.reload();
      }
    } catch {
      // The connection went away; the page says so, and here it is asked again.
    }
    clearTimeout(this.timer);
    const wait = this.progress?.isSearching ? lookAgain.searching : lookAgain.idle;
    if (this.isOpen) this.timer = setTimeout(() => void this.watch(), wait);
  }

  private pageAfter(cursor: string | null) {
    const kind = this.kind === null ? {} : { kind: this.kind };
    return { limit: pageSize, ...kind, ...(cursor === null ? {} : { cursor }) };
  }

  private async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      this.failure = null;
      await work();
    } catch (thrown) {
      this.failure = toFailure(thrown);
    }
  }
}
