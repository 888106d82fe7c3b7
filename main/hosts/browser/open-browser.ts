// Opens the person's browser, where there is a person with a desktop.
import open from 'open';

export function hasDesktop(environment: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== 'linux') return environment['SSH_CONNECTION'] === undefined;
  return Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);
}

/** The address is printed as well, so a browser that does not open is no error. */
export function openBrowser(address: string): void {
  if (process.env['CI'] || !hasDesktop()) return;
  open(address).then(
    (child) => child.once('error', () => {}),
    () => {},
  );
}
