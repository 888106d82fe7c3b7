import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { type BrowserHost, startBrowserHost } from '../../../../main/hosts/browser/browser-host.ts';
import { type Answer, ask, enter, openSocket } from './session-visitor.ts';

describe('the browser host', () => {
  let folder: string;
  let host: BrowserHost;
  let cookie: string;
  let origin: string;
  const freshAddresses: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'likeness-host-'));
    host = await startBrowserHost({
      libraryFolder: folder,
      maxMessageBytes: 1_000_000,
      onNewAddress: (address) => freshAddresses.push(address),
    });
    origin = new URL(host.address).origin;
    cookie = await enter(host.address);
  });
  afterAll(async () => {
    await host.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('shows the page to whoever opened the address, under a strict policy', async () => {
    const page = await ask(origin, '/', { cookie });
    expect(page.status).toBe(200);
    expect(page.body).toContain('<div id="page">');
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    const script = /src="\.?(\/assets\/[^"]+)"/.exec(page.body)?.[1] ?? '';
    expect((await ask(origin, script, { cookie })).headers['cache-control']).toContain('immutable');
  });

  it('keeps the session in a cookie that scripts and other sites cannot use, and no token in the address', async () => {
    const fresh = await startBrowserHost({ libraryFolder: join(folder, 'second') });
    const answer = await ask(fresh.address, '/' + new URL(fresh.address).search);
    await fresh.stop();
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict$/);
  });

  it('gives nothing without the session, with a foreign one or with a wrong token', async () => {
    for (const path of ['/', '/index.html', '/photos/1/thumbnail']) {
      const answer = await ask(origin, path);
      expect(answer.status).toBe(401);
      expect(answer.body).toContain('Open Likeness by the address that it printed');
    }
    const forged = cookie.slice(0, -1) + (cookie.endsWith('A') ? 'B' : 'A');
    expect((await ask(origin, '/', { cookie: forged })).status).toBe(401);
    const wrong = await ask(origin, '/?token=guess');
    expect(wrong.status).toBe(403);
    expect(wrong.headers['set-cookie']).toBeUndefined();
    expect(wrong.body).toContain('start Likeness again');
  });

  it('says so in Chinese to a browser that would rather read it', async () => {
    const bodyFor = async (language: string) => (await ask(origin, '/', { 'accept-language': language })).body;
    for (const language of ['zh-CN,zh;q=0.9,en;q=0.8', 'zh', 'fr, zh-Hans-CN', 'en;q=0.5, zh-SG']) {
      expect(await bodyFor(language), language).toMatch(
        /<html lang="zh-Hans">.*请通过 Likeness 启动时显示的地址打开。/,
      );
    }
    for (const language of ['en-GB,zh-CN;q=0.9', 'zh-TW,zh-Hant', 'zh-CN;q=0', '', ';;q=,']) {
      expect(await bodyFor(language), language).toMatch(/<html lang="en">.*Open Likeness by the address/);
    }
    expect((await ask(origin, '/?token=guess', { 'accept-language': 'zh' })).body).toContain('此地址不正确');
    expect((await ask(origin, '/', { 'accept-language': 'zh', host: 'x.example' })).body).toContain('只响应启动时');
  });

  it('lets a token in once, and prints a fresh address when it comes again', async () => {
    const again = await ask(host.address, '/' + new URL(host.address).search);
    expect(again.status).toBe(403);
    expect(again.headers['set-cookie']).toBeUndefined();
    expect(again.body).toContain('used already');
    expect(freshAddresses).toHaveLength(1);
    expect(await enter(freshAddresses[0] ?? '')).toBe(cookie);
  });

  it('refuses another host name (DNS rebinding) and another origin', async () => {
    for (const foreign of ['likeness.example', `likeness.example:${new URL(origin).port}`, '127.0.0.1']) {
      expect((await ask(origin, '/', { cookie, host: foreign })).status).toBe(403);
    }
    for (const foreign of ['http://likeness.example', 'null', 'http://127.0.0.1:1']) {
      expect((await ask(origin, '/', { cookie, origin: foreign })).status).toBe(403);
    }
    expect((await ask(origin, '/', { cookie, origin })).status).toBe(200);
  });

  it('reaches no file but those of the page', async () => {
    const ways = ['/../package.json', '/assets/../../../package.json', '/%2e%2e/package.json', '/..%2fpackage.json'];
    for (const way of [
      ...ways,
      '/etc/passwd',
      '//etc/passwd',
      '/photos/..%2f1/thumbnail',
      '/assets\\..\\..\\package.json',
    ]) {
      const answer = await ask(origin, way, { cookie });
      expect(answer.status, way).toBeGreaterThanOrEqual(400);
      expect(answer.body).not.toContain('"dependencies"');
    }
  });

  it('answers questions only', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await ask(origin, '/', { cookie }, method)).status).toBe(405);
    }
    const bare = await ask(origin, '/', { cookie }, 'HEAD');
    expect([bare.status, bare.body]).toEqual([200, '']);
  });

  it('opens a connection for its own page alone', async () => {
    const refused = (headers: Record<string, string>): Promise<unknown> => openSocket(origin, headers);
    await expect(refused({ origin })).rejects.toThrow('403');
    await expect(refused({ cookie })).rejects.toThrow('403');
    await expect(refused({ cookie, origin: 'http://likeness.example' })).rejects.toThrow('403');
    await expect(refused({ cookie, origin, host: 'likeness.example' })).rejects.toThrow('403');
  });

  it('closes a connection that sends too much at once, and goes on for the others', async () => {
    const greedy = await openSocket(origin, { cookie, origin });
    greedy.on('error', () => {});
    greedy.send(Buffer.alloc(1_000_001));
    const [code] = (await once(greedy, 'close')) as [number];
    expect(code).toBe(1009);
    expect((await ask(origin, '/', { cookie })).status).toBe(200);
  });

  it('refuses what another page embeds, but lets a link lead here', async () => {
    const embedded = (site: string, dest: string): Promise<Answer> =>
      ask(origin, '/', { cookie, 'sec-fetch-site': site, 'sec-fetch-dest': dest });
    for (const site of ['cross-site', 'same-site']) {
      for (const dest of ['image', 'script', 'iframe', 'object', 'empty']) {
        expect((await embedded(site, dest)).status, `${dest} of ${site}`).toBe(403);
      }
      expect((await embedded(site, 'document')).status).toBe(200);
    }
    expect((await embedded('same-origin', 'image')).status).toBe(200);
    expect((await embedded('none', 'document')).status).toBe(200);
  });

  it('refuses an oversized request before it has read it', async () => {
    expect((await ask(origin, '/', { cookie, 'x-padding': 'x'.repeat(20_000) })).status).toBe(431);
    expect((await ask(origin, `/${'x'.repeat(20_000)}`, { cookie })).status).toBe(431);
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    socket.write(`POST / HTTP/1.1\r\nHost: ${new URL(origin).host}\r\nContent-Length: 1000000000000\r\n\r\nx`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toContain('405');
    await once(socket, 'close');
  });

  it('does not wait for who asks slowly, or says nothing', async () => {
    const port = Number(new URL(origin).port);
    const slow = connect(port, '127.0.0.1');
    slow.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Slow: `);
    const silent = connect(port, '127.0.0.1');
    slow.resume();
    silent.resume();
    await Promise.all([once(slow, 'close'), once(silent, 'close')]); // or the test's own time runs out
    expect((await ask(origin, '/', { cookie })).status).toBe(200);
  });

  it('survives messages that are no calls', async () => {
    vi.spyOn(console, 'error').mockReturnValue(undefined); // oRPC reports them there
    const babbler = await openSocket(origin, { cookie, origin });
    babbler.send('{"i":1');
    babbler.send(Buffer.from([255, 0, 1]));
    expect((await ask(origin, '/', { cookie })).status).toBe(200);
    babbler.terminate();
  });

  it('holds a limited number of connections', async () => {
    const open: WebSocket[] = [];
    await expect(
      (async () => {
        for (let i = 0; i < 40; i++) open.push(await openSocket(origin, { cookie, origin }));
      })(),
    ).rejects.toThrow('503');
    for (const socket of open) socket.terminate();
  });

  it('listens on this computer alone', async () => {
    const outside = connect(Number(new URL(origin).port), '127.0.0.2');
    await expect(once(outside, 'connect')).rejects.toThrow('ECONNREFUSED');
  });

  it('says so when the port is taken', async () => {
    const port = Number(new URL(origin).port);
    await expect(startBrowserHost({ libraryFolder: join(folder, 'third'), port })).rejects.toMatchObject({
      code: 'usage',
    });
  });
});
