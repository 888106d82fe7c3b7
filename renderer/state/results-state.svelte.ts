// What the results show of an answer: groups with their stacks folded, and what came since without a jump.
import type { Match, SearchAnswer } from '../../main/engine/api/search-schemas.ts';
import type { MatchKind } from '../closeness.ts';
import { foldStacks } from '../layout/fold-stacks.ts';
import { holdBack } from '../layout/hold-back.ts';
import { groupMatches, hasMatch, type MatchGroup } from '../layout/match-groups.ts';
import type { LocatingState } from './locating-state.svelte.ts';
import type { SearchState } from './search-state.svelte.ts';
import { WallState } from './wall-state.svelte.ts';

/** A group with its stacks folded. */
export interface ShownGroup extends MatchGroup {
  /** One for each stack, and the members of those that are open. */
  shown: Match[];
}

/** Row heights of the groups, as parts of the wanted one. */
const scales: Record<MatchKind, number> = {
  'same-picture': 1.04,
  'near-copy': 1.04,
  'same-scene': 0.85,
  alike: 0.76,
  'no-match': 0.76,
};
/** How often an answer is looked through again while photos come in. */
const refineMs = 2500;
/** More are fetched when so few are left below the screen. */
const fewLeft = 60;
const page = 200;
const most = 1000;

export class ResultsState {
  readonly wall: WallState;
  /** Groups that show all their rows. */
  openKinds: readonly string[] = $state.raw([]);
  isFolding = $state(true);
  private openStacks: readonly number[] = $state.raw([]);
  /** Closer photos that came while these results were looked at. */
  private heldBack: readonly number[] = $state.raw([]);

  private readonly search: SearchState;
  private readonly locating: LocatingState;
  private timer: ReturnType<typeof setTimeout> | null = null;

  private readonly answer: SearchAnswer | null = $derived.by(() => this.search.answer);
  readonly matches = $derived.by(() =>
    this.locating.matchesOf(this.answer).filter(({ photo, area }) => area || !this.heldBack.includes(photo.id)),
  );
  readonly isMatch = $derived(hasMatch(this.matches));
  private readonly folded = $derived.by(() =>
    groupMatches(this.matches).map((group) => ({ ...group, ...foldStacks(group.matches, (id) => this.isOpen(id)) })),
  );
  readonly groups: readonly ShownGroup[] = $derived.by(() => this.folded);
  readonly hasStacks = $derived.by(() => this.folded.some(({ sizes }) => sizes.size > 0));
  private readonly byPhoto = $derived(mapByPhoto(this.matches));
  readonly heldBackCount = $derived.by(
    () => (this.answer?.matches ?? []).filter(({ photo }) => this.heldBack.includes(photo.id)).length,
  );
  /** Whether scrolling on would show more than was asked for. */
  readonly wantsMore = $derived.by(() => {
    const { sections } = this.wall.layout;
    const last = sections.at(-1);
    const isFull = (this.answer?.matches.length ?? 0) >= this.search.limit && this.search.limit < most;
    return isFull && last?.hiddenCount === 0 && this.wall.lastVisible >= last.end - fewLeft;
  });

  constructor(search: SearchState, locating: LocatingState) {
    this.search = search;
    this.locating = locating;
    this.wall = new WallState(
      (rowHeight) =>
        this.groups.map(({ kind, shown }) => ({
          id: kind,
          photos: shown.map((match) => match.photo),
          rowHeight: rowHeight * (this.isMatch ? scales[kind] : 0.9),
          isBeside: kind === 'near-copy',
          maxRows: this.shownRows(kind),
        })),
      { hasCaptions: true },
    );
  }

  /** Results of another picture. */
  startOver(): void {
    this.openKinds = [];
    this.openStacks = [];
    this.heldBack = [];
    this.wall.startOver();
  }

  toggleKind(kind: string): void {
    this.openKinds = this.openKinds.includes(kind)
      ? this.openKinds.filter((other) => other !== kind)
      : [...this.openKinds, kind];
  }

  toggleFolding(): void {
    this.isFolding = !this.isFolding;
    this.openStacks = [];
  }

  /** The stack that a photo stands for; null for one that is alone, or that is shown because its stack is open. */
  stackOf(photoId: number): { count: number; isOpen: boolean } | null {
    const count = this.countOf(photoId);
    return count === undefined ? null : { count, isOpen: this.isOpen(photoId) };
  }

  toggleStack(photoId: number): void {
    if (this.countOf(photoId) === undefined) return;
    this.openStacks = this.openStacks.includes(photoId)
      ? this.openStacks.filter((other) => other !== photoId)
      : [...this.openStacks, photoId];
  }

  /** Closer photos come onto the screen, which goes to its top for them. */
  showHeldBack(): void {
    this.heldBack = [];
    this.wall.startOver();
  }

  /** Looks for originals behind the answer, once for each question. */
  locate(answer: SearchAnswer): void {
    this.locating.start(answer, () => this.wall.scrollTop <= 0);
  }

  /** Originals that were found come onto the screen, which goes to its top for them. */
  showLocated(): void {
    this.locating.showWaiting();
    this.wall.startOver();
  }

  /** More photos can be searched now: the answer is looked through again soon, once for many of them. */
  refineSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.refine();
    }, refineMs);
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  loadMore(): Promise<void> {
    return this.refine(Math.min(most, this.search.limit + page));
  }

  /** The same question behind what is shown. What comes in above what is looked at waits to be asked for. */
  async refine(limit = this.search.limit): Promise<void> {
    const { answer } = this;
    const fresh = await this.search.askAgain(limit);
    if (fresh === null || answer !== this.answer || answer === null) return;
    this.heldBack = holdBack(fresh.matches, this.matches, this.lastSeenId());
    this.search.replaceAnswer(fresh, limit);
  }

  matchOf(photoId: number): Match | undefined {
    return this.byPhoto.get(photoId);
  }

  private countOf(photoId: number): number | undefined {
    return this.folded.map(({ sizes }) => sizes.get(photoId)).find((count) => count !== undefined);
  }

  private lastSeenId(): number | null {
    return this.wall.layout.at(this.wall.lastVisible)?.id ?? null;
  }

  private isOpen(photoId: number): boolean {
    return this.isFolding === this.openStacks.includes(photoId);
  }

  /** Where something matched, what did not is only named, and shown when asked for. */
  private shownRows(kind: MatchKind): number {
    if (this.openKinds.includes(kind)) return Infinity;
    if (kind === 'no-match') return this.isMatch ? 0 : Infinity;
    return kind === 'same-scene' ? 1 : Infinity;
  }
}

function mapByPhoto(matches: readonly Match[]): ReadonlyMap<number, Match> {
  return new Map(matches.map((match) => [match.photo.id, match]));
}
