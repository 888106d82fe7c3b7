import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, projectFolder } from '../../../main/hosts/build.ts';
import { ask, enter } from './browser/session-visitor.ts';

describe('npm start without Electron', () => {
  let folder: string;
  let library: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'likeness-start-'));
    library = join(folder, 'library');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  function start(): { child: ChildProcess; output: () => string } {
    let output = '';
    const child = spawn(process.execPath, ['main/hosts/start.ts', '--library', library], {
      cwd: projectFolder,
      env: { ...process.env, CI: 'true', ELECTRON_OVERRIDE_DIST_PATH: folder },
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => (output += bytes.toString()));
    return { child, output: () => output };
  }

  it('says why in one line, serves the same app, and lets go of the library on Ctrl+C', async () => {
    const { child, output } = start();
    await expect.poll(output, { timeout: 20_000 }).toContain('Press Ctrl+C');
    expect(output()).toMatch(/^Opening in the browser, because there is no (display|Electron in .*)\.\n/);
    const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(output())?.[0] ?? '';
    const page = await ask(address, '/', { cookie: await enter(address) });
    expect(page.body).toContain('<title>Likeness</title>');

    const second = start();
    expect(await once(second.child, 'exit')).toEqual([1, null]);
    expect(second.output()).toContain('already open in another Likeness');

    child.kill('SIGINT');
    child.kill('SIGINT'); // as npm passes it on
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(existsSync(join(library, 'library.sqlite-wal'))).toBe(false);
  });
});

describe('the build', () => {
  it('leaves alone what is up to date', async () => {
    await build();
    expect(await build()).toEqual([]);
  });
});
