import { join } from 'node:path';
import { startLocalService } from '../deep/local-service.ts';
import type { LocalService } from '../deep/local-service.ts';
import { askSteadily } from './ask-steadily.ts';
import type { Asking } from './ask-steadily.ts';
import { disturb } from './disturb.ts';
import type { Disturbed } from './disturb.ts';
import type { Victim } from './disturbances.ts';
import { growthOf } from './growth.ts';
import type { Sample } from './growth.ts';
import { heldBy, inspectable } from './memory.ts';
import { brokenPromises } from './promises.ts';
import { readRecords, untilAllHaveEnded } from './read-records.ts';
import { growthLine, isSmall, recordLines } from './soak-report.ts';

export type SoakOptions = {
  readonly seed: number;
  /** How many questions each of the two parts asks. */
  readonly investigations: number;
  readonly say: (line: string) => void;
};

const everyone = ['worker', 'worker two', 'api', 'api two', 'temporal', 'postgres'] as const;
/** Worker and API are measured, so they live. */
const engines = ['temporal', 'postgres'] as const;
/** After the last fault everything must have ended in this time: the longest budget, and the sweeper. */
const endMs = 180_000;
/** Processes are measured each time that so many more were accepted. */
const measureEvery = 50;

const settings = {
  LOCAL_GENIE_QPM: '600',
  QUESTIONS_PER_MINUTE_PER_USER: '1000',
};

/**
 * Asks questions at a steady pace while a process is killed or stands still every 5 to 10 seconds, and checks
 * every promise in the end. The first part disturbs all processes of the shape of production. The second one
 * disturbs Temporal and PostgreSQL, and measures what one worker and one API hold.
 *
 * Effect: starts and kills processes of stacks of its own, for about 25 minutes with 500 investigations.
 *
 * @returns Whether all promises were kept and memory grew less than it may.
 */
export async function benchSoak(options: SoakOptions): Promise<boolean> {
  const { say } = options;
  say('Every process is killed or stands still:');
  const isKept = await soak(options, { production: true, victims: everyone, everyMs: 1_500 });
  say('Temporal and PostgreSQL are killed or stand still, worker and API are measured:');
  const isLight = await soak(options, { production: false, victims: engines, everyMs: 1_500 });
  return isKept && isLight;
}

type Part = {
  readonly production: boolean;
  readonly victims: readonly [Victim, ...Victim[]];
  readonly everyMs: number;
};

async function soak(options: SoakOptions, part: Part): Promise<boolean> {
  const measured = part.production ? {} : { NODE_OPTIONS: inspectable };
  const service = await startLocalService({ ...settings, ...measured }, part.production);
  const samples: Record<string, Sample[]> = { worker: [], api: [] };
  const measure = async (investigations: number): Promise<void> => {
    if (part.production || investigations % measureEvery !== 0) return;
    for (const name of ['worker', 'api'] as const) {
      const { pid } = service.file()[name];
      if (pid === null) throw new Error(`the ${name} does not run`);
      const held = await heldBy(pid, join(service.logs, `${name}.log`));
      samples[name]?.push({ pid, investigations, ...held });
    }
  };
  try {
    const isKept = await Promise.race([
      askAndCheck(service, options, { ...part, onAsked: measure }),
      service.broken.then((error) => Promise.reject(error)),
    ]);
    if (part.production) return isKept;
    const growths = Object.entries(samples).map(([name, all]) => [name, growthOf(all)] as const);
    for (const [name, growth] of growths) options.say(growthLine(name, growth));
    return isKept && growths.every(([, growth]) => isSmall(growth));
  } finally {
    await service.stop();
  }
}

async function askAndCheck(
  service: LocalService,
  { seed, investigations: count, say }: SoakOptions,
  { victims, everyMs, onAsked }: Part & Pick<Asking, 'onAsked'>,
): Promise<boolean> {
  const { api, production, postgres, workspace } = service.file();
  const stop = new AbortController();
  const disturbing = disturb({ seed, victims }, service.file, stop.signal);
  const startedMs = Date.now();
  let disturbed: Disturbed;
  let asked: Awaited<ReturnType<typeof askSteadily>>;
  try {
    const key = production?.key ?? null;
    asked = await askSteadily({ url: api.url, key, count, everyMs, onAsked });
  } finally {
    stop.abort();
    disturbed = await disturbing;
  }
  const minutes = (Date.now() - startedMs) / 60_000;
  const endedAfterMs = await untilAllHaveEnded(postgres.url, endMs);
  const addresses = { databaseUrl: postgres.url, workspaceUrl: workspace.url };
  const records = await readRecords(asked.ids, addresses);
  const broken = brokenPromises(records);
  const { unanswered } = asked;
  const run = { seed, minutes, endedAfterMs, unanswered, disturbed, records, broken };
  for (const line of recordLines(run)) say(line);
  return broken.length === 0;
}
