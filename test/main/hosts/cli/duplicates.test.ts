// `duplicates` and `have` as scripts meet them.
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { makeCopies, samples } from '../../engine/duplicates/duplicate-fixture.ts';
import { temporaryFolder } from '../../engine/photo-fixture.ts';

const entry = join(import.meta.dirname, '../../../../main/hosts/cli/likeness.ts');

async function likeness(bin: string, ...words: string[]): Promise<{ code: number | null; stdout: string }> {
  const env = { ...process.env, XDG_DATA_HOME: bin };
  const child = spawn(process.execPath, [entry, ...words], { stdio: ['ignore', 'pipe', 'ignore'], env });
  const [stdout, [code]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number | null]>]);
  return { code, stdout };
}

async function likenessJson(bin: string, ...words: string[]): Promise<Record<string, unknown>> {
  return JSON.parse((await likeness(bin, ...words, '--json')).stdout) as Record<string, unknown>;
}

describe('duplicates and have', () => {
  it('list, plan, move to the bin and put back; and say what a card has that is known', async () => {
    const bin = temporaryFolder();
    const library = join(temporaryFolder(), 'library');
    const photos = await makeCopies();
    await likeness(bin, 'index', photos, '--library', library);

    const listed = await likeness(bin, 'duplicates', library);
    expect(listed.code).toBe(0);
    expect(listed.stdout).toContain('2 groups');
    expect(listed.stdout).toMatch(/near-copy .*lamp-cut\.jpg/);

    const given = ['--library', library, '--kind', 'exact', '--keep', 'folder', '--prefer', photos];
    const exact = [...given, '--prefer', join(photos, 'copies')];
    const plan = await likenessJson(bin, 'duplicates', '--plan', ...exact);
    expect(plan).toMatchObject({ moveCount: 1 });
    expect(await likenessJson(bin, 'duplicates', '--plan', ...exact, '--protect', photos)).toMatchObject({
      moveCount: 0,
    });

    const moved = await likenessJson(bin, 'duplicates', '--move', ...exact);
    expect(moved).toMatchObject({ movedCount: 1, movedBytes: plan['moveBytes'], left: [] });
    const lamps = [join(photos, 'lamp.jpg'), join(photos, 'copies', 'lamp-exact.jpg')];
    expect(lamps.filter((path) => existsSync(path))).toHaveLength(1);
    if (process.platform === 'linux') {
      const back = await likenessJson(bin, 'duplicates', '--undo', String(moved['batch']), '--library', library);
      expect(back).toEqual({ restoredCount: 1, left: [] });
      expect(lamps.every((path) => existsSync(path))).toBe(true);
    }

    const card = join(temporaryFolder(), 'card');
    await mkdir(card);
    await copyFile(join(samples, 'fig.jpg'), join(card, 'a.jpg'));
    await copyFile(join(samples, 'nuthatch.jpg'), join(card, 'b.jpg'));
    const have = await likenessJson(bin, 'have', card, '--library', library);
    expect(have).toMatchObject({ fileCount: 2, haveCount: 1, newCount: 1, unreadableCount: 0 });
    expect(have['files']).toMatchObject([
      { path: join(card, 'a.jpg'), kind: 'exact', photoPath: join(photos, 'fig.jpg') },
      { path: join(card, 'b.jpg'), kind: 'new', photoPath: null },
    ]);
  }, 120_000);

  it('refuse what makes no sense', async () => {
    const bin = temporaryFolder();
    const library = join(bin, 'library');
    const wrong = [
      ['--kind', 'similar'],
      ['--keep', 'best'],
      ['a', 'b'],
      ['--undo', 'x'],
    ];
    const calls = [...wrong.map((words) => ['duplicates', ...words]), ['have']];
    const outcomes = await Promise.all(calls.map((words) => likeness(bin, ...words, '--library', library)));
    expect(outcomes.map(({ code }) => code)).toEqual(calls.map(() => 2));
    expect(existsSync(library)).toBe(false);
  }, 120_000);
});
