// What a person does with photos of the library, one or many: find others like them, compare, copy, list, move to the bin.
import type { ListedFile, PhotoSummary } from '../../main/engine/api/photo-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toCsv } from '../csv.ts';
import { toFailure } from '../failure.ts';
import { copyPicture } from '../input/copy-picture.ts';
import { saveText } from '../input/save-text.ts';
import { pictureOf } from '../pictures.ts';
import { wording } from '../wording.ts';
import { leftFileWords } from '../wording/left-files.ts';
import type { NoticeState } from './notice-state.svelte.ts';
import type { Purpose } from './page-state.svelte.ts';

/** Examples of one search that a person can still oversee. */
export const mostExamples = 8;
/** Photos of one call. */
const mostAtOnce = 10_000;

export interface PhotoCommandOptions {
  readonly client: EngineClient;
  readonly notice: NoticeState;
  /** Searches with these photos together. */
  find(photos: readonly { photo: PhotoSummary }[], purpose?: Purpose): Promise<void>;
  comparePair(first: PhotoSummary, second: PhotoSummary): void;
}

export class PhotoCommands {
  private readonly options: PhotoCommandOptions;

  constructor(options: PhotoCommandOptions) {
    this.options = options;
  }

  findLike(ids: readonly number[], purpose?: Purpose): Promise<void> {
    return this.attempt(async () => {
      const photos = await this.options.client.photos.summaries({ ids: ids.slice(0, mostExamples) });
      await this.options.find(
        photos.map((photo) => ({ photo })),
        purpose,
      );
    });
  }

  compare(ids: readonly number[]): Promise<void> {
    return this.attempt(async () => {
      const [first, second] = await this.options.client.photos.summaries({ ids: ids.slice(0, 2) });
      if (first && second) this.options.comparePair(first, second);
    });
  }

  showInFolder(id: number): Promise<void> {
    return this.attempt(() => this.options.client.photos.showInFolder({ id }));
  }

  /** In the program that the system has for it. */
  openFile(id: number): Promise<void> {
    return this.attempt(() => this.options.client.photos.openFile({ id }));
  }

  async copy(id: number): Promise<void> {
    try {
      await copyPicture(pictureOf({ id }));
      this.options.notice.show({ tone: 'ok', sentence: wording.selection.copied });
    } catch {
      this.options.notice.show({ tone: 'warn', sentence: wording.selection.cannotCopy });
    }
  }

  /** Names, folders and dates, for a spreadsheet. */
  exportList(ids: readonly number[]): Promise<void> {
    return this.attempt(async () => {
      const files: ListedFile[] = [];
      for (const some of inParts(ids)) files.push(...(await this.options.client.photos.list({ ids: some })));
      const words = wording.selection.columns;
      const lines = files.map(({ name, folder, takenAt, sizeBytes }) => [
        ...[name, folder, new Date(takenAt).toISOString(), String(sizeBytes)],
      ]);
      const text = toCsv([[words.name, words.folder, words.taken, words.bytes], ...lines]);
      saveText(`${wording.selection.listName}.csv`, text, 'text/csv');
    });
  }

  /** Every file of these photos; what could be taken back is offered to be. */
  moveToBin(ids: readonly number[]): Promise<void> {
    return this.attempt(async () => {
      const { client, notice } = this.options;
      const { canUndo } = await client.duplicates.state({});
      const batches = new Set<number>();
      let [movedCount, reason] = [0, null as string | null];
      for (const photoIds of inParts(ids)) {
        for await (const removal of await client.duplicates.movePhotos({ photoIds })) {
          if (removal.reason === null) movedCount++;
          else reason ??= leftFileWords(removal.path, removal.reason);
          if (removal.reason === null) batches.add(removal.batch);
        }
      }
      const sentences = [
        ...(movedCount > 0 || reason === null ? [wording.selection.moved(movedCount)] : []),
        ...(reason === null ? [] : [wording.selection.stayed(reason)]),
      ];
      notice.show({
        tone: reason === null ? 'ok' : 'warn',
        sentence: sentences.join(' '),
        ...(canUndo && movedCount > 0 ? { undo: () => void this.takeBack([...batches]) } : {}),
      });
    });
  }

  /** Puts what was moved in these batches back where it was. */
  takeBack(batches: readonly number[]): Promise<void> {
    return this.attempt(async () => {
      const { client, notice } = this.options;
      const restored = await Promise.all(batches.map((batch) => client.duplicates.undo({ batch })));
      const left = restored.flatMap((one) => one.left);
      const count = restored.reduce((sum, one) => sum + one.restoredCount, 0);
      const [first] = left;
      if (first)
        notice.show({ tone: 'warn', sentence: wording.selection.notBack(leftFileWords(first.path, first.reason)) });
      else notice.show({ tone: 'ok', sentence: wording.selection.back(count) });
    });
  }

  private async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.options.notice.show({ tone: 'bad', sentence: toFailure(thrown).sentence });
    }
  }
}

export function* inParts(ids: readonly number[]): Generator<number[]> {
  for (let from = 0; from < ids.length; from += mostAtOnce) yield ids.slice(from, from + mostAtOnce);
}
