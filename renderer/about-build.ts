// While the page is built: the version of Likeness, and name, version and licence of each package that it consists of.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { About, AboutPackage } from './about.ts';

interface PackageFile {
  version: string;
  license?: string;
  dependencies?: Record<string, string>;
}

/** Development packages whose code is bundled into the page or runs beside it. */
const bundled = ['svelte', 'bits-ui', '@lucide/svelte', 'electron'];

export function gatherAbout(projectFolder: string): About {
  const read = (folder: string): PackageFile =>
    JSON.parse(readFileSync(join(projectFolder, folder, 'package.json'), 'utf8')) as PackageFile;
  const { version, dependencies = {} } = read('.');
  const names = [...Object.keys(dependencies), ...bundled].sort((one, other) => one.localeCompare(other));
  const packages = names.map((name): AboutPackage => {
    const found = read(join('node_modules', name));
    return { name, version: found.version, licence: found.license ?? '' };
  });
  return { version, packages };
}
