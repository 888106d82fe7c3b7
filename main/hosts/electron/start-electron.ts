// Runs the shell in an Electron runtime as a child of `npm start`, and notices when the runtime cannot run here.
import { spawn } from 'node:child_process';
import { projectFolder } from '../build.ts';
import type { ShellNews } from './shell-news.ts';

/** 'ended': the window was opened and closed again. 'failed': Likeness said why it cannot go on. Else Electron itself could not run. */
export type Outcome = 'ended' | 'failed' | { reason: string };

export function startElectron(executable: string, library: string): Promise<Outcome> {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const switches = isRoot ? ['--no-sandbox'] : []; // Chromium's sandbox refuses to run as root
  const child = spawn(executable, [...switches, projectFolder, `--library=${library}`], {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    env: { ...process.env, LIKENESS_NODE: process.execPath },
  });
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  return new Promise<Outcome>((resolve) => {
    let outcome: Outcome | null = null;
    let lastWords = '';
    child.stderr?.on('data', (bytes: Buffer) => (lastWords = (lastWords + bytes.toString()).slice(-2000)));
    child.on('message', (news: ShellNews) => {
      if ('failure' in news) process.stderr.write(news.failure + '\n');
      outcome = 'failure' in news ? 'failed' : 'ended';
    });
    child.once('error', (error) => resolve({ reason: `Electron could not be started (${error.message})` }));
    child.once('exit', (code) => {
      resolve(
        outcome ?? (code === 0 ? 'ended' : { reason: `Electron ended at once (${firstLine(lastWords) ?? code})` }),
      );
    });
  }).finally(() => process.off('SIGINT', forward).off('SIGTERM', forward));
}

/** Chromium's messages open with a process, a time and a source line in brackets. */
function firstLine(text: string): string | undefined {
  const lines = text.split('\n').map((line) => line.replace(/^\[[^\]]*\]\s*/, '').trim());
  return lines.find((line) => line !== '');
}
