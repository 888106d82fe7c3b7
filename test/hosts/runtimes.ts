// What the end-to-end tests need beside npm's packages, where it is on this machine, and how to get it.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Runtime, installedElectron } from '../../main/hosts/electron/runtime.ts';

export interface NeededRuntime {
  name: string;
  found: Runtime;
  howToGet: string;
}

/** Chromium or Chrome, by LIKENESS_CHROMIUM, on the path or where installers put it. */
export function chromiumRuntime(): NeededRuntime {
  const named = process.env['LIKENESS_CHROMIUM'];
  const executable = named || [...onPath(), ...installed].find((path) => existsSync(path));
  return {
    name: 'the browser end to end',
    found: executable ? { executable } : { reason: 'there is no Chromium or Chrome' },
    howToGet: installCommand(),
  };
}

export function electronRuntime(): NeededRuntime {
  const found = installedElectron();
  const isDisplayMissing = 'reason' in found && found.reason.includes('display');
  return {
    name: 'the Electron shell',
    found,
    howToGet: isDisplayMissing ? 'xvfb-run -a npm test' : 'npx install-electron   (once, about 110 MB)',
  };
}

/** In CI a test that cannot run is a failure, not an omission. */
export function isRequired(): boolean {
  return process.env['LIKENESS_REQUIRE_BROWSER'] === '1';
}

function onPath(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
}

const installed = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

function installCommand(): string {
  if (process.platform === 'darwin') return 'brew install --cask google-chrome';
  if (process.platform === 'win32') return 'winget install Google.Chrome';
  return 'sudo apt-get install chromium';
}
