// What the engine asks of the program it runs in: Electron offers all of it, a browser page or a terminal only some.

/** What a host has; the page offers nothing else. */
export interface HostAbilities {
  readonly canChooseFolder: boolean;
  readonly canShowInFolder: boolean;
  readonly canOpenFile: boolean;
  readonly canDragOut: boolean;
}

export interface EngineHost extends HostAbilities {
  /** Asks with the system's own dialog; null when the person cancelled. */
  chooseFolder(): Promise<string | null>;
  /** Opens the system's file browser with this file selected. */
  showInFolder(path: string): Promise<void>;
  /** Opens the file with the program that the system has for it. @throws when there is none */
  openFile(path: string): Promise<void>;
  /** Has the pointer, which is held down over the page, carry these files. @param icon a JPEG beside the pointer, or nothing */
  dragOut(paths: readonly string[], icon: Uint8Array): Promise<void>;
}

/** A host without a desktop: the command line, tests, a server. */
export const plainHost: EngineHost = {
  canChooseFolder: false,
  canShowInFolder: false,
  canOpenFile: false,
  canDragOut: false,
  chooseFolder: () => Promise.resolve(null),
  showInFolder: () => Promise.resolve(),
  openFile: () => Promise.resolve(),
  dragOut: () => Promise.resolve(),
};
