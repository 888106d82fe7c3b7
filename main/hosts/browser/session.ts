// Who may use the browser host: whoever opens the printed address. Its token is good for one use and is exchanged for a
// session cookie, so an address left in a history, a log or a screenshot opens nothing.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export type Redemption = 'granted' | 'used' | 'wrong';

export class Session {
  readonly #secret = newSecret();
  readonly #used: string[] = [];
  #token = newSecret();

  get token(): string {
    return this.#token;
  }

  /** Uses up the token. One that was right before is answered with 'used' and a fresh `token` takes its place. */
  redeem(token: string): Redemption {
    if (isSame(token, this.#token)) {
      this.#used.push(this.#token);
      this.#token = newSecret();
      return 'granted';
    }
    return this.#used.some((used) => isSame(token, used)) ? 'used' : 'wrong';
  }

  /**
   * Cookies do not tell ports apart, hence the port in the name: two libraries may be open side by side.
   * @returns the Set-Cookie line of a browser whose token was granted
   */
  cookie(port: number): string {
    return `${cookieName(port)}=${this.#secret}; Path=/; HttpOnly; SameSite=Strict`;
  }

  isMember(cookieHeader: string | undefined, port: number): boolean {
    const prefix = `${cookieName(port)}=`;
    const parts = (cookieHeader ?? '').split(';').map((part) => part.trim());
    return parts.some((part) => part.startsWith(prefix) && isSame(part.slice(prefix.length), this.#secret));
  }
}

function cookieName(port: number): string {
  return `likeness-${port}`;
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares hashes, so that neither length nor content of the secret shows in the time taken. */
function isSame(given: string, secret: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(secret));
}
