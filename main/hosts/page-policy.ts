// What the page may do, in every host: load its own files, its own pictures and its own connection, and nothing from the network.

/**
 * @param connections addresses beside its own origin that the page may open a connection to (not every browser counts the
 *   WebSocket of the same origin as 'self')
 */
export function securityHeaders(connections: string[] = []): Record<string, string> {
  const contentSecurityPolicy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:", // blob: and data: are the pictures that a person drops or pastes
    "font-src 'self'",
    `connect-src ${["'self'", ...connections].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return {
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=()',
  };
}
