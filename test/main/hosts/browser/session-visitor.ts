// A browser as far as the browser host can tell: opens the printed address, keeps the cookie, sends it with every request.
import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { WebSocket } from 'ws';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Sends exactly these headers and this path, which fetch would tidy up. */
export async function ask(
  address: string,
  path: string,
  headers: OutgoingHttpHeaders = {},
  method = 'GET',
): Promise<Answer> {
  const { hostname, port } = new URL(address);
  const sent = request({
    hostname,
    port,
    path,
    method,
    headers: { host: `${hostname}:${port}`, ...headers },
    agent: false,
  });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let body = '';
  for await (const bytes of response) body += String(bytes);
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

/** Opens the address as a person would. @returns the session's cookie */
export async function enter(address: string): Promise<string> {
  const { pathname, search } = new URL(address);
  const answer = await ask(address, pathname + search);
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

export async function openSocket(address: string, headers: Record<string, string>): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${new URL(address).host}/engine`, { headers });
  await once(socket, 'open');
  return socket;
}
