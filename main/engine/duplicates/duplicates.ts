// Duplicates as the page and the command line see them: the search, the groups, the rules, what is kept and what goes.
import type Database from 'better-sqlite3';
import type {
  BinnedBatch,
  CopyGroupPage,
  DuplicateState,
  HaveAnswer,
  KeepRules,
  KeptApart,
  PhotoCopy,
  Removal,
  RemovalChoice,
  RemovalPlan,
  RestoredBatch,
} from '../api/duplicate-schemas.ts';
import type { PhotoIndex } from '../index/photo-index.ts';
import type { Describer } from '../ingest/describer.ts';
import type { Effort } from '../ingest/effort.ts';
import type { Catalogue } from '../library/catalogue.ts';
import type { Settings } from '../library/settings.ts';
import type { ThumbnailStore } from '../library/thumbnails.ts';
import type { CheckedPictures } from './checked-pictures.ts';
import { CopyRows } from './copy-rows.ts';
import { DuplicateSearch } from './duplicate-search.ts';
import { GroupList, type GroupPageOptions } from './group-list.ts';
import { HaveCheck } from './have-check.ts';
import { forgetKeptApart, readKeptApart } from './kept-apart.ts';
import type { CopyFile } from './keep-rules.ts';
import { type PlannedGroup, planGroup } from './removal-plan.ts';
import { Removals } from './removals.ts';
import { canTakeOut } from './system-bin.ts';

export interface DuplicatesOptions {
  readonly database: Database.Database;
  readonly index: PhotoIndex;
  readonly describer: Describer;
  readonly thumbnails: ThumbnailStore;
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  readonly checked: CheckedPictures;
  readonly effort: Effort;
  readonly photosAtOnce: number;
  isReading(): boolean;
  scanSoon(rootId: number): void;
  changed(): void;
}

/** Of one photo, shown beside it. */
const mostCopies = 100;

export class Duplicates {
  private readonly database: Database.Database;
  private readonly settings: Settings;
  private readonly catalogue: Catalogue;
  private readonly rows: CopyRows;
  private readonly groupList: GroupList;
  private readonly search: DuplicateSearch;
  private readonly removals: Removals;
  private readonly haveCheck: HaveCheck;

  constructor(options: DuplicatesOptions) {
    const { database, catalogue, settings, photosAtOnce } = options;
    this.database = database;
    this.settings = settings;
    this.catalogue = catalogue;
    this.rows = new CopyRows(database);
    this.groupList = new GroupList(database, this.rows, catalogue);
    const parts = { ...options, rows: this.rows };
    this.search = new DuplicateSearch(parts);
    this.removals = new Removals(options);
    this.haveCheck = new HaveCheck({ ...parts, filesAtOnce: photosAtOnce });
  }

  /** Goes on where it was, if a person ever asked for duplicates. */
  start(): void {
    this.search.start();
    if (this.settings.findsDuplicates) this.search.resume();
  }

  async stop(): Promise<void> {
    await this.search.stop();
  }

  /** Looks for copies from now on, also of photos that come later. */
  find(): void {
    this.settings.findsDuplicates = true;
    this.search.resume();
  }

  pause(): void {
    this.settings.findsDuplicates = false;
    this.search.pause();
  }

  /** Photos were read. */
  wake(): void {
    this.search.wake();
  }

  /** Resolves when every photo was looked at. @throws LikenessError `cancelled` by the signal, and what stopped the search */
  settled(signal?: AbortSignal): Promise<void> {
    return this.search.settled(signal);
  }

  state(): DuplicateState {
    return {
      ...this.search.progress,
      groupCount: this.groupList.all().length,
      version: this.rows.version,
      canUndo: canTakeOut,
    };
  }

  groups(options: GroupPageOptions): CopyGroupPage {
    return this.groupList.page(options);
  }

  /** Other photos that show the same, as far as copies were looked for. */
  copiesOf(photoId: number): PhotoCopy[] {
    const copies = this.rows.copiesOf(photoId).slice(0, mostCopies);
    const photos = this.catalogue.summaries(copies.map(({ id }) => id));
    return copies.flatMap(({ id, kind }) => {
      const photo = photos.get(id);
      return photo ? [{ photo, kind }] : [];
    });
  }

  get rules(): KeepRules {
    return this.settings.keepRules;
  }

  set rules(rules: KeepRules) {
    this.settings.keepRules = rules;
  }

  /** What `move` would do with the same choice, and how many bytes that is. */
  plan(choice: RemovalChoice, { limit }: { limit: number }): RemovalPlan {
    const groups = this.planned(choice);
    const moved = groups.flatMap((group) => group.moved.map(({ file }) => file));
    return {
      groupCount: groups.filter((group) => group.moved.length > 0).length,
      moveCount: moved.length,
      moveBytes: moved.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      stayCount: groups.reduce((sum, { staying }) => sum + staying.length, 0),
      groups: groups.slice(0, limit).map(({ id, kept, moved, staying }) => ({
        id,
        kept: kept && toPlanned(kept),
        moved: moved.map((move) => ({ ...toPlanned(move.file), keptId: move.kept.id })),
        staying: staying.map(({ file, reason }) => ({ ...toPlanned(file), reason })),
      })),
    };
  }

  move(choice: RemovalChoice, signal?: AbortSignal): AsyncGenerator<Removal> {
    return this.removals.move(this.planned(choice), signal);
  }

  /** Every file at hand of these photos. */
  movePhotos(photoIds: readonly number[], signal?: AbortSignal): AsyncGenerator<Removal> {
    const files = photoIds.flatMap((id) => this.groupList.filesOf({ centre: id, others: [] }));
    return this.removals.moveChosen(
      files.filter(({ offline }) => !offline),
      signal,
    );
  }

  batches(): Promise<BinnedBatch[]> {
    return this.removals.batches();
  }

  undo(batch: number): Promise<RestoredBatch> {
    return this.removals.undo(batch);
  }

  /** These photos are no copies of one another, for ever. @throws LikenessError `photo-missing` */
  keepApart(photoIds: readonly number[]): void {
    this.rows.keepApart(photoIds.map((id) => this.catalogue.hashOf(id)));
  }

  /** Takes `keepApart` back. @throws LikenessError `photo-missing` */
  allowTogether(photoIds: readonly number[]): void {
    this.rows.areCopies(photoIds.map((id) => this.catalogue.hashOf(id)));
  }

  /** What a person decided, the latest first. */
  keptApart(): KeptApart[] {
    return readKeptApart(this.database, this.catalogue);
  }

  forgetKeptApart(decidedAt: number): void {
    forgetKeptApart(this.database, decidedAt);
  }

  have(paths: readonly string[], signal?: AbortSignal): AsyncGenerator<HaveAnswer> {
    return this.haveCheck.check(paths, signal);
  }

  haveFile(asked: { check: string; file: File }, signal?: AbortSignal): Promise<HaveAnswer> {
    return this.haveCheck.checkFile(asked, signal);
  }

  private planned({
    groupIds,
    groupKind,
    kinds,
    rules = this.rules,
    keep = [],
    bin = [],
  }: RemovalChoice): (PlannedGroup & { id: number })[] {
    const groups =
      groupIds === undefined
        ? this.groupList.all()
        : groupIds.map((id) => this.groupList.find(id)).filter((group) => group !== undefined);
    const pairOf = (one: number, other: number) => this.rows.pair(one, other);
    const chosen = { keep: new Set(keep), bin: new Set(bin) };
    const wanted = groupKind === undefined ? groups : groups.filter(({ kind }) => kind === groupKind);
    return wanted.map((group) => ({
      id: group.centre,
      ...planGroup(this.groupList.filesOf(group), { rules, kinds, chosen, centre: group.centre, pairOf }),
    }));
  }
}

function toPlanned({ id, photoId, path, sizeBytes }: CopyFile): {
  fileId: number;
  photoId: number;
  path: string;
  sizeBytes: number;
} {
  return { fileId: id, photoId, path, sizeBytes };
}
