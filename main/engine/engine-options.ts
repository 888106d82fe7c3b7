// How an engine is opened: what the hosts and tests choose.
import type { EngineHost } from './host.ts';

export interface EngineOptions {
  libraryFolder: string;
  host?: EngineHost;
  /** The folder with model/, codebooks/ and samples/; the project's own unless an installed app keeps it elsewhere. */
  resources?: string;
  /** Follow the photo folders after the first scan (default); false for one run of indexing. */
  watch?: boolean;
  /** Scan and read photos at all (default); false for a command that only asks. */
  read?: boolean;
  /** Make all codes again before anything else: the way out of damaged codebooks. */
  rebuild?: boolean;
}
