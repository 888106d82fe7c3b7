// What the shell and its engine process say to each other beside the page's own calls, which go over ports of their own.

/** How the shell starts the engine process: its first argument, as JSON. */
export interface EngineStart {
  libraryFolder: string;
  resources: string;
}

/** Asked by the shell. Answered under the same id by an `answer` or a `refusal`. */
export type ShellRequest = { kind: 'picture'; path: string } | { kind: 'stop' };

export type ShellMessage = { kind: 'request'; id: number; request: ShellRequest } | HostAnswer;

/** Asked by the engine, of the desktop: the methods of EngineHost (engine/host.ts). */
export type HostRequest =
  | { call: 'chooseFolder' }
  | { call: 'showInFolder' | 'openFile'; path: string }
  | { call: 'dragOut'; paths: readonly string[]; icon: Uint8Array };

export interface HostAnswer {
  kind: 'host-answer';
  id: number;
  /** What was chosen; null for all else. */
  path: string | null;
  /** Why it could not be done. */
  trouble: string | null;
}

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
  | { kind: 'host-call'; id: number; request: HostRequest };
