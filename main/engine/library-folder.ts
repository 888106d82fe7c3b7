// Where the library lies: `--library DIR`, else LIKENESS_LIBRARY, else the system's folder for application data.
import { resolve } from 'node:path';
import envPaths from 'env-paths';

/** @param override the `--library` option, when it was given */
export function libraryFolder(override?: string): string {
  const chosen = override ?? process.env['LIKENESS_LIBRARY'];
  return resolve(chosen ? chosen : envPaths('Likeness', { suffix: '' }).data);
}
