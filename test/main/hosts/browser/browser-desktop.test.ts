import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { desktopHost, showCommand } from '../../../../main/hosts/browser/browser-desktop.ts';

describe('what has a file manager show a file', () => {
  it('names the file as one parameter, whatever stands in its name', () => {
    const path = '/photos/one, two & "three".jpg';
    expect(showCommand(path, 'darwin')).toEqual(['open', ['-R', path]]);
    expect(showCommand('C:\\Photos\\a b.jpg', 'win32')).toEqual(['explorer.exe', ['/select,C:\\Photos\\a b.jpg']]);
    const [program, parameters] = showCommand(path, 'linux');
    expect(program).toBe('dbus-send');
    expect(parameters).toContain('array:string:file:///photos/one%2C%20two%20&%20%22three%22.jpg');
  });
});

describe.runIf(process.platform === 'linux')('the desktop beside a browser', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'likeness-beside-'));
    for (const name of ['XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'HOME']) vi.stubEnv(name, folder);
    vi.stubEnv('DISPLAY', ':99');
    for (const name of ['WAYLAND_DISPLAY', 'XDG_CURRENT_DESKTOP', 'DESKTOP_SESSION', 'BROWSER']) vi.stubEnv(name, '');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  it('offers nothing where there is none', () => {
    vi.stubEnv('DISPLAY', '');
    expect(desktopHost()).toMatchObject({ canShowInFolder: false, canOpenFile: false, canDragOut: false });
  });

  it('opens a photo with the program that the person chose for such pictures', async () => {
    const program = join(folder, 'viewer.sh');
    await writeFile(
      program,
      `#!/bin/sh\nprintf %s "$1" > "${folder}/opened.tmp"\nmv "${folder}/opened.tmp" "${folder}/opened"\n`,
      { mode: 0o755 },
    );
    await mkdir(join(folder, 'applications'), { recursive: true });
    const entry = `[Desktop Entry]\nType=Application\nName=Viewer\nExec=${program} %f\nMimeType=image/jpeg;\n`;
    await writeFile(join(folder, 'applications', 'viewer.desktop'), entry);
    await writeFile(join(folder, 'mimeapps.list'), '[Default Applications]\nimage/jpeg=viewer.desktop\n');
    const photo = join(folder, 'a photo, really.jpg');
    await writeFile(photo, Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
    await desktopHost().openFile(photo);
    await vi.waitFor(async () => expect(await readFile(join(folder, 'opened'), 'utf8')).toBe(photo), 10_000);
  });

  it('says so when nothing opens it', async () => {
    await expect(desktopHost().openFile(join(folder, 'missing.jpg'))).rejects.toThrow();
  });
});
