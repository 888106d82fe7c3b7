// The person's photo folders: suggesting, choosing, adding and forgetting them, with what went wrong beside.
import type { FolderSuggestion } from '../../main/engine/api/folder-schemas.ts';
import type { Root } from '../../main/engine/api/library-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure, type Failure } from '../failure.ts';

export class FoldersState {
  /** Null while the engine is still looking. */
  suggestions: FolderSuggestion[] | null = $state.raw(null);
  chosenPaths: string[] = $state([]);
  failure: Failure | null = $state.raw(null);
  isAdding = $state(false);
  isChooserOpen = $state(false);
  isListOpen = $state(false);
  /** Patterns of names that the library leaves out. */
  excluded: readonly string[] = $state.raw([]);

  private readonly client: EngineClient;
  private readonly hasDialog: () => boolean;

  /** @param hasDialog whether the host can show the system's own dialog; asked each time, as it is known only later */
  constructor(client: EngineClient, hasDialog: () => boolean) {
    this.client = client;
    this.hasDialog = hasDialog;
  }

  get canChooseBySystem(): boolean {
    return this.hasDialog();
  }

  async suggest(): Promise<void> {
    if (this.suggestions !== null) return;
    try {
      this.suggestions = (await this.client.roots.suggest({})).filter((folder) => folder.photoCount > 0);
      this.chosenPaths = this.suggestions.slice(0, 1).map((folder) => folder.path);
    } catch (thrown) {
      this.suggestions = [];
      this.failure = toFailure(thrown);
    }
  }

  toggle(path: string): void {
    const isChosen = this.chosenPaths.includes(path);
    this.chosenPaths = isChosen ? this.chosenPaths.filter((other) => other !== path) : [...this.chosenPaths, path];
  }

  /** The system's own dialog where the host has one, else the page's list of folders. */
  async choose(): Promise<void> {
    this.failure = null;
    if (!this.canChooseBySystem) {
      this.isChooserOpen = true;
      return;
    }
    await this.attempt(async () => {
      const path = await this.client.roots.choose({});
      if (path !== null) await this.client.roots.add({ path });
    });
  }

  /** True when every folder is in. */
  add(paths: readonly string[]): Promise<boolean> {
    return this.attempt(async () => {
      for (const path of paths) await this.client.roots.add({ path });
    });
  }

  addSamples(): Promise<boolean> {
    return this.attempt(() => this.client.roots.addSamples({}));
  }

  remove(root: Root): Promise<boolean> {
    return this.attempt(() => this.client.roots.remove({ id: root.id }));
  }

  loadExcluded(): Promise<boolean> {
    return this.attempt(async () => {
      this.excluded = await this.client.roots.excluded({});
    });
  }

  exclude(patterns: string[]): Promise<boolean> {
    return this.attempt(async () => {
      await this.client.roots.exclude({ patterns });
      this.excluded = await this.client.roots.excluded({});
    });
  }

  private async attempt(work: () => Promise<unknown>): Promise<boolean> {
    this.failure = null;
    this.isAdding = true;
    try {
      await work();
      return true;
    } catch (thrown) {
      this.failure = toFailure(thrown);
      return false;
    } finally {
      this.isAdding = false;
    }
  }
}
