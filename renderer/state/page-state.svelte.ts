// Everything the page knows, put together once; views receive the parts they show.
import type { PastQuery } from '../../main/engine/api/history-schemas.ts';
import type { PhotoSummary } from '../../main/engine/api/photo-schemas.ts';
import { Connection } from '../connection.ts';
import { toFailure } from '../failure.ts';
import { readText, type Offer } from '../input/offer.ts';
import { wording } from '../wording.ts';
import { CompareState } from './compare-state.svelte.ts';
import { DropState } from './drop-state.svelte.ts';
import { DuplicatesState } from './duplicates-state.svelte.ts';
import { FiltersState } from './filters-state.svelte.ts';
import { FolderCommands } from './folder-commands.ts';
import { FolderTreeState } from './folder-tree-state.svelte.ts';
import { FolderLearningState } from './folder-learning-state.svelte.ts';
import { FoldersState } from './folders-state.svelte.ts';
import { HaveState } from './have-state.svelte.ts';
import { HealthState } from './health-state.svelte.ts';
import { HistoryState, toQuestion } from './history-state.svelte.ts';
import { LanguageState } from './language-state.ts';
import { LibraryState } from './library-state.svelte.ts';
import { MethodsState } from './methods-state.svelte.ts';
import { LocatingState } from './locating-state.svelte.ts';
import { NoticeState } from './notice-state.svelte.ts';
import { type Near, PlacesState } from './places-state.svelte.ts';
import { OwnKeysState } from './own-keys-state.svelte.ts';
import { PreferencesState } from './preferences-state.svelte.ts';
import { PhotoCommands } from './photo-commands.ts';
import { PhotoDrag } from './photo-drag.svelte.ts';
import { isLike, mostPictures, type Role } from './question.ts';
import { RatingsState } from './ratings-state.svelte.ts';
import { ReadingCommands } from './reading-commands.ts';
import { RegionState } from './region-state.svelte.ts';
import { SearchState, type Shown } from './search-state.svelte.ts';
import { SelectionState } from './selection-state.svelte.ts';
import { ThemeState } from './theme.svelte.ts';
import { TimelineState } from './timeline-state.svelte.ts';
import { ViewerState } from './viewer-state.svelte.ts';
import { WallState } from './wall-state.svelte.ts';

/** Views of their own. A search leads to the results, and back to the library. */
export type Place = 'library' | 'folders' | 'settings' | 'places' | 'duplicates' | 'have' | 'health' | 'methods';

/** What the settings are about, one at a time. */
export type SettingsPart = 'folders' | 'reading' | 'look' | 'keyboard' | 'apart' | 'failures' | 'about';

/** What a dropped or pasted picture is for: a search of its own, or the one that is on the screen. */
export type Purpose = 'search' | Role;

export class PageState {
  readonly connection = new Connection();
  readonly client = this.connection.client;
  readonly library = new LibraryState(this.client);
  readonly timeline = new TimelineState(this.client);
  readonly search = new SearchState(this.client);
  readonly locating = new LocatingState(this.search);
  readonly history = new HistoryState(this.client, this.search, () => this.preferences.keepsHistory);
  readonly region = new RegionState(this.search);
  readonly filters = new FiltersState(this.client, this.search);
  readonly places = new PlacesState(this.client);
  readonly viewer = new ViewerState(this.client);
  readonly duplicates = new DuplicatesState(this.client);
  readonly have = new HaveState(this.client);
  readonly compare = new CompareState(this.client, this.search);
  readonly folders = new FoldersState(this.client, () => this.library.status?.host.canChooseFolder ?? false);
  readonly health = new HealthState(this.client);
  readonly methods = new MethodsState(this.client);
  readonly folderLearning = new FolderLearningState(this.client);
  readonly notice = new NoticeState();
  readonly drop = new DropState();
  readonly theme = new ThemeState(localStorage, document.documentElement);
  readonly preferences = new PreferencesState(localStorage, document.documentElement);
  readonly ownKeys = new OwnKeysState(localStorage);
  readonly language = new LanguageState(localStorage, () => location.reload());
  readonly selection = new SelectionState();
  readonly commands = new PhotoCommands({
    client: this.client,
    notice: this.notice,
    find: (photos, purpose) => this.find(photos, purpose),
    comparePair: (first, second) => this.compare.openPair(first, second),
  });
  readonly ratings = new RatingsState({
    client: this.client,
    notice: this.notice,
    question: () => this.search.question,
    rated: () => this.followRatings(),
  });
  readonly folderCommands = new FolderCommands(this.folders, this.notice);
  readonly reading = new ReadingCommands(this.client, this.notice);
  readonly drag = new PhotoDrag({
    client: this.client,
    idsWith: ({ id }, limit) => (this.selection.has(id) ? this.selection.ids(limit) : [id]),
    canDragOut: () => this.library.status?.host.canDragOut ?? false,
    tell: (thrown) => this.notice.show({ tone: 'bad', sentence: toFailure(thrown).sentence }),
  });
  isKeyListOpen = $state(false);
  /** Counts ratings while photos are filtered by theirs. */
  filteredRatings = $state(0);
  settingsPart: SettingsPart = $state('folders');
  /** Where the person is when nothing is searched. */
  place: Place = $state('library');

  /** Lives here, not in the view, so that coming back finds the same place and focus. */
  readonly libraryWall = new WallState((rowHeight) =>
    this.timeline.days.map((day) => ({ id: day.id, photos: day, rowHeight })),
  );

  readonly folderTree = new FolderTreeState(this.client, () => this.library.status?.roots ?? []);

  /** Changes whenever other photos may be shown. */
  readonly contentKey = $derived(`${this.library.contentKey} ${this.filteredRatings}`);

  readonly view = $derived.by(() => {
    if (this.place !== 'library') return this.place;
    if (this.region.picture !== null) return 'region';
    if (this.search.answer !== null) return 'results';
    if (this.library.status === null) return 'starting';
    return this.library.isFirstRun ? 'first-run' : 'library';
  });

  /** A photo on the screen was found by a picture that it can be held against. */
  readonly canCompare = $derived(this.view === 'results' && this.search.hasPictures && !this.compare.isOpen);

  start(): void {
    this.connection.onchange = (isConnected) => this.library.setConnected(isConnected);
    this.connection.onlost = (sentence) => this.library.setLost(sentence);
    this.connection.start();
  }

  /** The person wants the engine back after it was given up. */
  restartEngine(): void {
    this.library.lostReason = null;
    this.connection.restart();
  }

  /** What was dropped or pasted goes where it belongs. */
  async take(offer: Offer, purpose: Purpose = 'search'): Promise<void> {
    this.notice.close();
    switch (offer.kind) {
      case 'pictures':
        if (purpose === 'search' && offer.files.length > mostPictures) return this.check(offer);
        return this.find(
          offer.files.map((file) => ({ file })),
          purpose,
        );
      case 'path':
        return this.find([{ path: offer.path }], purpose);
      case 'photos':
        return this.commands.findLike(offer.photoIds, purpose);
      case 'folder':
        return this.folderCommands.take(offer.file);
      case 'web-address':
        this.notice.show({ tone: 'warn', sentence: wording.drop.webAddress });
        return;
      case 'nothing':
        this.notice.show({ tone: 'warn', sentence: wording.drop.nothing });
    }
  }

  /** Which of these does the library have already? */
  check(offer: Offer): Promise<void> {
    this.goTo('have');
    return this.have.take(offer);
  }

  /** Text from the Find field: the path of a picture is searched with, anything else filters the library. */
  takeText(text: string): void {
    const offer = readText(text);
    if (offer.kind !== 'nothing') void this.take(offer);
    else {
      this.place = 'library';
      void this.filters.type(text);
    }
  }

  /** Shows what was found, whatever was on the screen. */
  async find(shown: readonly Shown[], purpose: Purpose = 'search'): Promise<void> {
    this.goToResults();
    if (purpose === 'search') await this.search.show(...shown);
    else for (const one of shown) await this.search.add(one, purpose);
  }

  /** Asks again what was asked before; a step that can be undone. */
  async askPast(entry: PastQuery): Promise<void> {
    this.goToResults();
    await this.search.ask(toQuestion(entry));
  }

  private goToResults(): void {
    this.viewer.close();
    this.region.close();
    this.compare.close();
    this.place = 'library';
    this.notice.close();
  }

  /** Opens a picture of the tray large, to mark the part that matters. */
  mark(index: number): void {
    const picture = this.search.question.pictures[index];
    if (picture !== undefined) this.region.open(picture);
  }

  /** Holds a photo of the results against what was shown. @param reveal shows it among the results again */
  compareWithShown(photo: PhotoSummary, reveal?: (photoId: number) => void): void {
    const pictures = this.search.question.pictures.filter(isLike).map(({ query }) => query);
    const photos = this.locating.matchesOf(this.search.answer).map((match) => ({ photo: match.photo, match }));
    const index = photos.findIndex((compared) => compared.photo.id === photo.id);
    if (index < 0) return;
    this.viewer.close();
    this.compare.open({ pictures, photos, index, ...(reveal ? { reveal } : {}) });
  }

  goTo(place: Place): void {
    this.viewer.close();
    this.compare.close();
    this.place = place;
    this.region.close();
    if (place === 'library') void this.search.clear();
  }

  openSettings(part: SettingsPart): void {
    this.settingsPart = part;
    this.goTo('settings');
  }

  /** The photos of a circle on the map, in the library or among what was found. */
  showNear(near: Near): void {
    this.place = 'library';
    this.filters.change({ near });
  }

  /** Takes back what was done last in the view that is shown. */
  undo(): void {
    if (this.view === 'duplicates') {
      this.notice.close();
      void this.duplicates.steps.back();
    } else if (!this.notice.undo() && !this.ratings.undo()) this.search.back();
  }

  redo(): void {
    if (this.view === 'duplicates') void this.duplicates.steps.forward();
    else if (!this.ratings.redo()) this.search.forward();
  }

  /** One step back: the viewer, the region, a view of its own, the search. */
  stepBack(): void {
    if (this.viewer.isOpen) this.viewer.close();
    else if (this.compare.isOpen) this.compare.close();
    else if (this.region.picture !== null) this.region.close();
    else if (this.selection.isActive) this.selection.clear();
    else if (this.places.isDrawing) this.places.isDrawing = false;
    else if (this.place === 'methods') this.place = 'health';
    else if (this.place !== 'library') this.place = 'library';
    else if (this.search.hasPictures || this.filters.isActive) void this.search.clear();
    else this.notice.close();
  }

  private followRatings(): void {
    this.viewer.renewDetails();
    if (this.filters.filter.rating !== undefined) this.filteredRatings++;
  }

  /** Out of the bin again, long after the message about it went. */
  async putBack(batch: number): Promise<void> {
    await this.commands.takeBack([batch]);
    await this.duplicates.cameBack();
  }

  binSelected(): void {
    const ids = this.selection.ids();
    this.selection.clear();
    void this.commands.moveToBin(ids);
  }
}
