import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process of this machine uses. */
export type Usage = {
  /** Memory that is resident, megabytes. */
  readonly rssMb: number;
  /** CPU time since its start, milliseconds. */
  readonly cpuMs: number;
};

/** Ticks of the times in `/proc`, whatever the kernel's own clock does: proc_pid_stat(5), USER_HZ. */
const ticksPerSecond = 100;

/**
 * Reads what a process uses: from `/proc`, else from `ps`, whose times are exact to a second at worst.
 *
 * @throws {Error} When there is no such process.
 */
export function usageOf(pid: number): Usage {
  return process.platform === 'linux'
    ? usageFromProc(
        readFileSync(`/proc/${pid}/stat`, 'utf8'),
        readFileSync(`/proc/${pid}/status`, 'utf8'),
      )
    : usageFromPs(
        execFileSync('ps', ['-o', 'rss=,time=', '-p', String(pid)], { encoding: 'utf8' }),
      );
}

/** Pure: reads the contents of `/proc/<pid>/stat` and `/proc/<pid>/status`. */
export function usageFromProc(stat: string, status: string): Usage {
  // Fields after the command in brackets, which may contain spaces: state is the 3rd, utime the 14th.
  const fields = stat.split(') ').at(-1)?.split(' ') ?? [];
  const ticks = Number(fields[11]) + Number(fields[12]);
  const rssKb = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  return { rssMb: rssKb / 1024, cpuMs: (ticks * 1000) / ticksPerSecond };
}

/** Pure: reads a line of `ps -o rss=,time=`; times are `[[days-]hours:]minutes:seconds[.hundredths]`. */
export function usageFromPs(line: string): Usage {
  const [rssKb = '', time = ''] = line.trim().split(/\s+/);
  const parts = time.split(/[-:]/).map(Number).toReversed();
  const weights = [1, 60, 3_600, 86_400];
  const seconds = parts.reduce((sum, part, n) => sum + part * (weights[n] ?? 0), 0);
  return { rssMb: Number(rssKb) / 1024, cpuMs: seconds * 1000 };
}
