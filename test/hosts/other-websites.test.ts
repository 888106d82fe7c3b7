// Other websites, open in the browser in which Likeness is: what they embed, fetch, post, open and connect to is refused. One
// is a stranger's; one lies on another port of this computer, for which the browser does send the session's cookie; one has its
// own name lead to Likeness (DNS rebinding).
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumRuntime } from './runtimes.ts';
import { beginVisit, describeInBrowser, type Visit } from './visit.ts';

describeInBrowser('Another website in the same browser', () => {
  let visit: Visit;
  let website: Server;
  let browser: Browser;
  let context: BrowserContext;
  let likeness: string;
  let port: number;
  const posted: string[] = [];

  beforeAll(async () => {
    visit = await beginVisit({ photoCount: 4 });
    likeness = new URL(visit.host.address).origin;
    website = createServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>shop</title><h1>Shop</h1>');
    });
    website.listen(0, '127.0.0.1');
    await once(website, 'listening');
    port = (website.address() as AddressInfo).port;
    const { found } = chromiumRuntime();
    const args = ['--host-resolver-rules=MAP *.example 127.0.0.1'];
    if (process.getuid?.() === 0) args.push('--no-sandbox');
    browser = await chromium.launch({ executablePath: 'executable' in found ? found.executable : '', args });
    context = await browser.newContext({ storageState: await visit.page.context().storageState() });
    const own = await context.newPage();
    await own.goto(likeness);
    await own.getByRole('gridcell').first().waitFor(); // this browser is a member of the session
  });
  afterAll(async () => {
    await browser?.close();
    website?.close();
    await visit?.end();
  });

  async function visitShop(host: string): Promise<Page> {
    const page = await context.newPage();
    page.on('response', (response) => {
      if (response.request().method() === 'POST') posted.push(`${response.status()}`);
    });
    await page.goto(`http://${host}:${port}/`);
    return page;
  }

  const shops = ['shop.example', '127.0.0.1', 'localhost'];

  it.each(shops)('at %s reads nothing by fetch, whatever it asks for', async (host) => {
    const shop = await visitShop(host);
    const outcomes = await shop.evaluate(async (address) => {
      const read = async (path: string, options: RequestInit): Promise<string> => {
        try {
          const response = await fetch(address + path, options);
          return response.type === 'opaque' ? `opaque ${(await response.text()).length}` : `read ${response.status}`;
        } catch {
          return 'refused';
        }
      };
      const outcomes: string[] = [];
      for (const path of ['/', '/photos/1/thumbnail', '/index.html']) {
        outcomes.push(await read(path, { credentials: 'include' }));
        outcomes.push(await read(path, { credentials: 'include', mode: 'no-cors' }));
      }
      outcomes.push(await read('/', { method: 'POST', body: 'x', credentials: 'include' }));
      return outcomes;
    }, likeness);
    expect(outcomes.filter((outcome) => outcome !== 'refused' && outcome !== 'opaque 0')).toEqual([]);
    await shop.close();
  });

  it.each(shops)('at %s shows no photo, runs no script and frames no page of Likeness', async (host) => {
    const shop = await visitShop(host);
    const script = await visit.page.evaluate(() => document.querySelector('script')?.src ?? '');
    const loaded = await shop.evaluate(
      async ([address, scriptAddress]) => {
        const tryElement = (element: HTMLImageElement | HTMLScriptElement, src: string): Promise<boolean> =>
          new Promise((resolve) => {
            element.onload = () => resolve(true);
            element.onerror = () => resolve(false);
            element.src = src;
            document.body.append(element);
          });
        return [
          await tryElement(document.createElement('img'), `${address}/photos/1/thumbnail`),
          await tryElement(document.createElement('script'), scriptAddress!),
        ];
      },
      [likeness, script],
    );
    expect(loaded).toEqual([false, false]);
    await shop.evaluate((address) => {
      const frame = document.createElement('iframe');
      frame.src = address;
      document.body.append(frame);
    }, likeness);
    await expect.poll(() => shop.frames().length).toBe(2);
    await shop.waitForTimeout(500); // a page of Likeness would have drawn itself
    expect(await shop.frames()[1]!.locator('#page').count()).toBe(0);
    await shop.close();
  });

  it.each(shops)('at %s opens no connection to the engine', async (host) => {
    const shop = await visitShop(host);
    const isOpen = await shop.evaluate(
      (address) =>
        new Promise<boolean>((resolve) => {
          const socket = new WebSocket(`${address.replace('http', 'ws')}/engine`);
          socket.onopen = () => resolve(true);
          socket.onerror = () => resolve(false);
        }),
      likeness,
    );
    expect(isOpen).toBe(false);
    await shop.close();
  });

  it.each(shops)('at %s posts no form to Likeness', async (host) => {
    const shop = await visitShop(host);
    posted.length = 0;
    await shop.evaluate((address) => {
      document.body.innerHTML = `<form method="post" action="${address}/"><input name="a" value="b"></form>`;
      document.querySelector('form')!.submit();
    }, likeness);
    await expect.poll(() => posted).toEqual(['403']);
    await shop.close();
  });

  it.each(shops)('at %s holds no handle on a Likeness that it opens', async (host) => {
    const shop = await visitShop(host);
    const opening = context.waitForEvent('page');
    await shop.evaluate((address) => {
      (window as { opened?: Window | null }).opened = window.open(address);
    }, likeness);
    const opened = await opening;
    await opened.waitForLoadState();
    const reach = await shop.evaluate(() => {
      const { opened: handle } = window as { opened?: Window | null };
      try {
        return handle?.document.title ?? 'nothing';
      } catch {
        return 'refused';
      }
    });
    expect(['nothing', 'refused']).toContain(reach);
    await opened.close();
    await shop.close();
  });

  it('gets nothing by a name of its own that leads to Likeness', async () => {
    const page = await context.newPage();
    const answer = await page.goto(`http://shop.example:${new URL(likeness).port}/`);
    expect(answer?.status()).toBe(403);
    expect(await page.locator('#page').count()).toBe(0);
    const status = await page.evaluate(async () => (await fetch('/photos/1/thumbnail')).status);
    expect(status).toBe(403);
    await page.close();
  });
});
