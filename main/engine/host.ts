// What the engine asks of the program it runs in: Electron offers dialogs, a browser page or a terminal does not.

export interface EngineHost {
  readonly canChooseFolder: boolean;
  readonly canShowInFolder: boolean;
  /** Asks with the system's own dialog; null when the person cancelled. */
  chooseFolder(): Promise<string | null>;
  /** Opens the system's file browser with this file selected. */
  showInFolder(path: string): Promise<void>;
}

/** A host without a desktop: the command line, tests, a server. */
export const plainHost: EngineHost = {
  canChooseFolder: false,
  canShowInFolder: false,
  chooseFolder: () => Promise.resolve(null),
  showInFolder: () => Promise.resolve(),
};
