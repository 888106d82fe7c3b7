// What the shell and its engine process say to each other beside the page's own calls, which go over ports of their own.
import type { EngineHost } from '../../engine/host.ts';

/** How the shell starts the engine process: its first argument, as JSON. */
export interface EngineStart {
  libraryFolder: string;
  resources: string;
}

/** Asked by the shell. Answered under the same id by an `answer` or a `refusal`. */
export type ShellRequest = { kind: 'picture'; path: string } | { kind: 'add-root'; path: string } | { kind: 'stop' };

export type ShellMessage =
  { kind: 'request'; id: number; request: ShellRequest } | { kind: 'host-answer'; id: number; path: string | null };

export interface PictureAnswer {
  status: number;
  mimeType: string;
  bytes: Uint8Array;
}

/** How far the engine is with reading, for whoever does not see the page. */
export interface ReadingNews {
  isReading: boolean;
  doneCount: number;
  totalCount: number;
  searchableCount: number;
}

export type EngineMessage =
  | { kind: 'ready' }
  | { kind: 'reading'; reading: ReadingNews }
  | { kind: 'failed'; code: string; message: string }
  | { kind: 'answer'; id: number; picture?: PictureAnswer }
  | { kind: 'refusal'; id: number; code: string; message: string }
  | { kind: 'host-call'; id: number; call: keyof Pick<EngineHost, 'chooseFolder' | 'showInFolder'>; path: string };
