// What the shell tells whoever started it over Node's channel: `npm start` then knows whether a window came up.
export type ShellNews = { opened: true } | { failure: string };

export function tellStarter(news: ShellNews): boolean {
  return process.send?.(news) ?? false;
}
