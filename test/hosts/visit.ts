// A person's visit to Likeness in a real browser: a library of sample photos that were read, and a page that shows it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type EngineHost, plainHost } from '../../main/engine/host.ts';
import { type BrowserHost, startBrowserHost } from '../../main/hosts/browser/browser-host.ts';
import { chromiumRuntime, isRequired } from './runtimes.ts';
import { makePhotoFolder, waitUntilRead, watchForErrors } from './steps.ts';

export interface VisitOptions {
  photoCount?: number;
  /** Puts other pictures into the folder before it is read. */
  prepare?: (photoFolder: string) => Promise<number>;
  viewport?: { width: number; height: number };
  locale?: string;
  /** Other programs of the computer. */
  desktop?: EngineHost;
}

export interface Visit {
  page: Page;
  host: BrowserHost;
  browser: Browser;
  photoFolder: string;
  photoCount: number;
  /** What must stay empty: errors of the page and breaches of its policy. */
  errors: string[];
  end(): Promise<void>;
}

/** Leaves its tests out, with the reason, where there is no browser; where one is required that is a failure. */
export function describeInBrowser(name: string, tests: () => void): void {
  const { found } = chromiumRuntime();
  if ('executable' in found) describe(name, tests);
  else describe(name, () => it.skipIf(!isRequired())(`is tested (${found.reason})`, () => expect.fail(found.reason)));
}

export async function beginVisit(options: VisitOptions = {}): Promise<Visit> {
  const { found } = chromiumRuntime();
  if (!('executable' in found)) throw new Error(found.reason);
  const folder = await mkdtemp(join(tmpdir(), 'likeness-visit-'));
  const photoFolder = join(folder, 'photos');
  const photoCount =
    (await makePhotoFolder(photoFolder, options.photoCount ?? 30)) + ((await options.prepare?.(photoFolder)) ?? 0);
  const host = await startBrowserHost({
    libraryFolder: join(folder, 'library'),
    desktop: options.desktop ?? plainHost,
  });
  await host.engine.addRoot(photoFolder);
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: found.executable, args });
  const { viewport = { width: 1440, height: 900 }, locale = 'en-US' } = options;
  const page = await (await browser.newContext({ viewport, locale })).newPage();
  page.setDefaultTimeout(15_000);
  const errors = watchForErrors(page);
  await page.goto(host.address);
  await waitUntilRead(page, photoCount);
  const end = async () => {
    await browser.close();
    await host.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { page, host, browser, photoFolder, photoCount, errors, end };
}
