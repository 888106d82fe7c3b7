// Duplicates as a person clears them: real copies in a real folder, moved to a bin of the test's own and brought back.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible, outputFolder, photographInBothThemes, samplePhotos, soughtPhoto } from './steps.ts';
import { beginVisit, describeInBrowser, type Visit } from './visit.ts';

/** `trash` asks for it when it is first loaded: one bin for the whole file. */
const bin = mkdtempSync(join(tmpdir(), 'likeness-test-bin-'));
process.env['XDG_DATA_HOME'] = bin;
afterAll(() => rmSync(bin, { recursive: true, force: true }));

/** Two photos with an exact copy, one of them with a small one too, and one with a mirrored one. @returns photos, by content */
async function addCopies(folder: string): Promise<number> {
  await mkdir(join(folder, 'downloads'));
  const from = (name: string) => join(samplePhotos, name);
  const to = (name: string) => join(folder, 'downloads', name);
  await copyFile(from('fjord.jpg'), join(folder, 'fjord.jpg'));
  await copyFile(from('fjord.jpg'), to('exact.jpg'));
  await sharp(from('fjord.jpg')).resize(300).jpeg({ quality: 80 }).toFile(to('small.jpg'));
  await copyFile(from('fig.jpg'), join(folder, 'fig.jpg'));
  await sharp(from('fig.jpg')).flop().toFile(to('mirrored.jpg'));
  await copyFile(join(folder, soughtPhoto), to('dogs-again.jpg'));
  return 4;
}

describeInBrowser('Duplicates', () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await beginVisit({ photoCount: 1, prepare: addCopies });
    page = visit.page;
  });
  afterAll(() => visit?.end());

  const card = (name: string) => page.getByRole('button', { name: new RegExp(`^${name},`) });
  const group = (name: string) => page.getByRole('group', { name });
  const foot = () => page.getByRole('button', { name: /^Move .* to the bin$/ });
  const at = (name: string) => join(visit.photoFolder, 'downloads', name);

  it('are looked for when the person asks, and come as groups told apart by kind', async () => {
    await page.keyboard.press('ControlOrMeta+4');
    await group('Same file').first().waitFor(); // known since they were read
    await page.getByText('Smaller and changed copies of 5 photos are still to be looked for.').waitFor();
    await expectAccessible(page);
    await photographInBothThemes(page, 'duplicates-start');
    await page.getByRole('button', { name: 'Look for copies' }).click();
    for (const kind of ['Same picture', 'Near-copies', 'Same file']) await group(kind).first().waitFor();
    await page.getByText('3 groups', { exact: false }).waitFor();
    await expect.poll(() => foot().innerText()).toBe('Move 3 to the bin');
    await expectAccessible(page);
    await photographInBothThemes(page, 'duplicates');
  });

  it('are kept or let go one by one, and a group of which nothing would stay is not moved', async () => {
    await card('small.jpg').click();
    await expect.poll(() => foot().innerText()).toBe('Move 2 to the bin');
    await card('dogs-again.jpg').focus();
    expect(await card('dogs-again.jpg').getAttribute('aria-pressed')).toBe('false');
    await card(soughtPhoto).focus();
    await page.keyboard.press('Space');
    await page.getByText('Choose one to keep').waitFor();
    await expect.poll(() => foot().innerText()).toBe('Move 1 to the bin');
    await page.keyboard.press('ControlOrMeta+z');
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => foot().innerText()).toBe('Move 3 to the bin');
  });

  it('are walked through by keys alone', async () => {
    await page.getByRole('group').getByRole('button').first().focus();
    const named = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    const first = await named();
    await page.keyboard.press('ArrowRight');
    expect(await named()).not.toBe(first);
    await page.keyboard.press('ArrowDown');
    const below = await named();
    await page.keyboard.press(']');
    expect(await named()).not.toBe(below);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('stand beside the open photo, and open', async () => {
    await page.keyboard.press('ControlOrMeta+1');
    const photo = page.getByRole('gridcell', { name: /^fjord\.jpg/ });
    await photo.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('i');
    await page.getByRole('heading', { name: 'Copies' }).waitFor();
    await expectAccessible(page);
    await photographInBothThemes(page, 'duplicates-information');
    await page.getByRole('button', { name: 'Same picture: small.jpg' }).click();
    await page.getByRole('dialog', { name: /small\.jpg$/ }).waitFor();
    await page.getByRole('button', { name: 'Same picture: fjord.jpg' }).waitFor(); // it is a copy of that one
    await page.keyboard.press('i');
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('dialog', { name: /fjord\.jpg$/ }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^fjord/);
    await page.keyboard.press('ControlOrMeta+4');
    await card('mirrored.jpg').waitFor();
  });

  it('are held against each other', async () => {
    await card('mirrored.jpg').focus();
    await page.keyboard.press('c');
    await page.getByRole('radio', { name: 'Side by side' }).waitFor();
    await page.screenshot({ path: join(outputFolder, 'duplicates-compare.png') });
    await page.keyboard.press('Escape');
    await page.getByRole('radio', { name: 'Side by side' }).waitFor({ state: 'hidden' });
    await card('mirrored.jpg').waitFor();
  });

  it('follow the rules in their order, changed by keys and by dragging', async () => {
    const handle = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}.*Alt with up`) });
    await handle('Most pixels').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await handle('Most pixels, 1 of 4').waitFor();
    const from = (await handle('Oldest').boundingBox())!;
    const to = (await handle('Most pixels').boundingBox())!;
    await page.mouse.move(from.x + 8, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(to.x + 8, to.y + 8, { steps: 8 });
    await page.mouse.up();
    await handle('Oldest, 1 of 4').waitFor();
    await page.keyboard.press('ControlOrMeta+z');
    await handle('Most pixels, 1 of 4').waitFor();
  });

  it('stay where a folder is never to be touched', async () => {
    await page.getByRole('button', { name: 'Choose folders' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'photos / downloads' }).click();
    await page.screenshot({ path: join(outputFolder, 'duplicates-protect.png') });
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await card('small.jpg').getByText('Kept: protected folder').waitFor();
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => foot().innerText()).toBe('Move 3 to the bin');
  });

  it('leave a file that changed meanwhile, name it, and come back from the bin', async () => {
    await writeFile(at('small.jpg'), 'not what it was');
    await foot().click();
    await page.getByText(/^2 photos moved to the bin/).waitFor();
    await page.getByText('1 file was left where it is').waitFor();
    await page.getByText('it changed since it was read').waitFor();
    expect([existsSync(at('exact.jpg')), existsSync(at('dogs-again.jpg')), existsSync(at('small.jpg'))]).toEqual([
      false,
      false,
      true,
    ]);
    await photographInBothThemes(page, 'duplicates-moved');
    await expectAccessible(page);
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await page.getByText('2 photos are back in place.').waitFor();
    expect([existsSync(at('exact.jpg')), existsSync(at('dogs-again.jpg'))]).toEqual([true, true]);
    await group('Same file').first().waitFor();
  });

  it('are no duplicates any more when the person says so, also when the page is opened anew', async () => {
    const nearCopies = group('Near-copies');
    await card('mirrored.jpg').focus();
    await page.keyboard.press('n');
    await nearCopies.waitFor({ state: 'hidden' });
    await page.reload();
    await page.keyboard.press('ControlOrMeta+4');
    await group('Same file').first().waitFor();
    expect(await nearCopies.count()).toBe(0);
  });

  it('look well in a small window', async () => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await photographInBothThemes(page, 'duplicates-1280x720');
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('did all this without an error', () => expect(visit.errors).toEqual([]));
});

describeInBrowser('Which of these do I already have?', () => {
  const card = mkdtempSync(join(tmpdir(), 'likeness-test-card-'));
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await beginVisit({ photoCount: 12, prepare: addCopies });
    page = visit.page;
    await mkdir(join(card, 'DCIM'));
    const photos = (name: string) => join(visit.photoFolder, name);
    await copyFile(photos('fjord.jpg'), join(card, 'DCIM', '1-known.jpg'));
    await sharp(photos('fig.jpg'))
      .resize(400)
      .toFile(join(card, 'DCIM', '2-smaller.jpg'));
    for (const name of ['nuthatch.jpg', 'watchtower.jpg', 'wadi-rum.jpg']) {
      await copyFile(join(samplePhotos, name), join(card, 'DCIM', `3-${name}`));
    }
    await copyFile(join(samplePhotos, 'nuthatch.jpg'), join(card, 'DCIM', '4-again.jpg'));
    await writeFile(join(card, 'DCIM', '5-broken.jpg'), 'no picture');
    await writeFile(join(card, 'DCIM', 'notes.txt'), 'no photo');
  });
  afterAll(async () => {
    rmSync(card, { recursive: true, force: true });
    await visit?.end();
  });

  const counts = async () => {
    await page.getByRole('button', { name: 'Check another folder' }).and(page.locator(':enabled')).waitFor();
    return page.locator('.counts').innerText();
  };

  it('is answered for a folder: two counts, what is new as pictures, and a list to save', async () => {
    await page.keyboard.press('ControlOrMeta+4');
    const picker = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Which of these do I have?' }).click();
    await (await picker).setFiles(card);
    await page.getByRole('heading', { name: 'Which of these do you have?' }).waitFor();
    expect((await counts()).replaceAll(/\s+/g, ' ')).toBe('2 you have 3 are new');
    await page.getByText('The same file: 1, the same picture: 1, near-copies: 0.').waitFor();
    await page.getByText('1 file lies there twice').waitFor();
    await page.getByText('1 file could not be read').click();
    await page.getByText(/DCIM\/5-broken\.jpg/).waitFor();
    const pictures = page.getByRole('region', { name: 'New' }).getByRole('listitem');
    await expect.poll(() => pictures.count()).toBe(3);
    const widths = () =>
      pictures.locator('img').evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth));
    await expect.poll(async () => (await widths()).every((width) => width > 0)).toBe(true);
    await expectAccessible(page);
    await photographInBothThemes(page, 'have');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the list of new files' }).click();
    const saved = await readFile(await (await download).path(), 'utf8');
    const listed = saved.trim().split('\n');
    expect(listed).toHaveLength(3);
    for (const name of ['wadi-rum', 'watchtower']) expect(saved).toContain(`DCIM/3-${name}.jpg`);
    expect(visit.host.engine.status.current().photoCount).toBe(visit.photoCount);
  });

  it('is asked by dropping more pictures than fit a search', async () => {
    const names = ['1-known.jpg', '2-smaller.jpg', '3-nuthatch.jpg'];
    const transfer = await page.evaluateHandle(
      (files) => {
        const data = new DataTransfer();
        for (let i = 0; i < 9; i++) {
          const { name, base64 } = files[i % files.length]!;
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          data.items.add(new File([bytes], `${i}-${name}`, { type: 'image/jpeg' }));
        }
        return data;
      },
      await Promise.all(
        names.map(async (name) => ({ name, base64: (await readFile(join(card, 'DCIM', name))).toString('base64') })),
      ),
    );
    await page.keyboard.press('ControlOrMeta+1');
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
    await page.getByText('Let go to see which of these 9 pictures you have').waitFor();
    await page.screenshot({ path: join(outputFolder, 'have-drop.png') });
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await page.getByRole('heading', { name: 'Which of these do you have?' }).waitFor();
    expect((await counts()).replaceAll(/\s+/g, ' ')).toBe('4 you have 1 is new');
    await page.keyboard.press('Escape');
    await page.getByRole('gridcell').first().waitFor();
  });

  it('did all this without an error', () => expect(visit.errors).toEqual([]));
});
