// What a person does with photo folders from a view that has no place of its own for what went wrong: the page's top tells it.
import type { Root } from '../../main/engine/api/library-schemas.ts';
import { pathOfDropped } from '../input/dropped-path.ts';
import { wording } from '../wording.ts';
import { nameOfRoot } from '../wording/folders.ts';
import type { FoldersState } from './folders-state.svelte.ts';
import type { NoticeState } from './notice-state.svelte.ts';

export class FolderCommands {
  private readonly folders: FoldersState;
  private readonly notice: NoticeState;

  constructor(folders: FoldersState, notice: NoticeState) {
    this.folders = folders;
    this.notice = notice;
  }

  async choose(): Promise<void> {
    await this.folders.choose();
    this.tellFailure();
  }

  /** Adds a folder that was let go over the page. @param file null where the system tells nothing of it */
  async take(file: File | null): Promise<void> {
    const path = file === null ? null : pathOfDropped(file);
    if (path === null) {
      const wayOut = { label: wording.drop.chooseFolder, act: () => void this.choose() };
      this.notice.show({ tone: 'warn', sentence: wording.drop.folderWithoutPath, wayOut });
      return;
    }
    await this.folders.add([path]);
    this.tellFailure();
  }

  /** The message that says so can bring it back. */
  async forget(root: Root): Promise<void> {
    if (!(await this.folders.remove(root))) return;
    const sentence = wording.folders.removed(nameOfRoot(root));
    this.notice.show({ tone: 'ok', sentence, undo: () => void this.bringBack(root) });
  }

  private async bringBack(root: Root): Promise<void> {
    await (root.isSample ? this.folders.addSamples() : this.folders.add([root.path]));
    this.tellFailure();
  }

  /** The list of folders shows a failure itself while it is open. */
  private tellFailure(): void {
    const { failure, isListOpen } = this.folders;
    if (failure !== null && !isListOpen) this.notice.show({ tone: 'bad', sentence: failure.sentence });
  }
}
