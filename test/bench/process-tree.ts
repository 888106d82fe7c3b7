// Watches a command and everything it starts: CPU seconds and the highest resident memory of the whole tree (Linux only).
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Measured {
  stdout: string;
  seconds: number;
  cpuSeconds: number;
  peakMegabytes: number;
  /** Resident memory of the whole tree over time, one sample each quarter second. */
  megabytes: number[];
}

const ticksPerSecond = 100; // USER_HZ is 100 on every Linux that Node runs on

/** Runs a command to its end; throws with its output when it fails. */
export async function measure(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Measured> {
  const cpuBefore = waitedForCpuSeconds();
  const startedAt = performance.now();
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  const megabytes: number[] = [];
  const sampling = setInterval(() => megabytes.push(treeMegabytes(child.pid!)), 250);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(sampling);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${stdout}`);
  return {
    stdout,
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: waitedForCpuSeconds() - cpuBefore,
    peakMegabytes: Math.max(0, ...megabytes),
    megabytes,
  };
}

/** CPU time of all ended children and their ended children: fields cutime and cstime of proc(5). */
function waitedForCpuSeconds(): number {
  const fields = statFields('self');
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}

function treeMegabytes(root: number): number {
  const children = new Map<number, number[]>();
  const pages = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const fields = statFields(name);
      const parent = Number(fields[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
      pages.set(Number(name), Number(fields[21]));
    } catch {
      continue; // ended between the listing and the reading
    }
  }
  const waiting = [root];
  let total = 0;
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    total += pages.get(pid) ?? 0;
    waiting.push(...(children.get(pid) ?? []));
  }
  return (total * 4096) / 1e6;
}

/** Fields of /proc/PID/stat from `state` on: the name before it may hold spaces and brackets. */
function statFields(pid: string): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
