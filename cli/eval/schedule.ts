import type { ScheduleState } from '../../domain/evaluation-ports.ts';
import { UsageError } from '../usage-error.ts';
import type { EvaluationClient } from './client.ts';
import { usage } from './usage.ts';

/** What a schedule is now, as lines. Pure. */
export function scheduleLines(state: ScheduleState): readonly string[] {
  const { cron, timeZone, suite, paused, note, nextAt, recent } = state;
  const why = note === null || note === '' ? '' : ` (${note})`;
  const [newest] = recent;
  return [
    `${suite}, ${cron} in ${timeZone}${paused ? `: PAUSED${why}` : ''}`,
    paused || nextAt.length === 0 ? 'Next: none' : `Next: ${nextAt[0]}`,
    newest === undefined ? 'Last: none' : `Last: ${newest.at}, ${newest.workflowId}`,
  ];
}

type Options = { readonly timeZone: string | undefined; readonly suite: string | undefined };

type Verb = (
  client: EvaluationClient,
  rest: readonly string[],
  options: Options,
) => Promise<ScheduleState>;

/** What can be done, and how many words stand behind each: at least, at most. */
const verbs: Readonly<
  Record<string, { readonly words: readonly [number, number]; readonly do: Verb }>
> = {
  show: { words: [0, 0], do: (client) => client.schedule() },
  set: {
    words: [0, 1],
    do: (client, [cron], { timeZone, suite }) =>
      client.change({
        ...(cron === undefined ? {} : { cron }),
        ...(timeZone === undefined ? {} : { timeZone }),
        ...(suite === undefined ? {} : { suite }),
      }),
  },
  pause: { words: [0, 99], do: (client, rest) => client.tell('pause', { note: rest.join(' ') }) },
  resume: { words: [0, 99], do: (client, rest) => client.tell('resume', { note: rest.join(' ') }) },
  trigger: { words: [0, 0], do: (client) => client.tell('trigger', {}) },
  backfill: {
    words: [2, 2],
    do: (client, [from, to]) => client.tell('backfill', { from, to }),
  },
};

/**
 * Shows or changes when evaluations start by themselves.
 *
 * @param words What stands behind `schedule` on the command line.
 */
export async function runSchedule(
  client: EvaluationClient,
  words: readonly string[],
  options: Options,
): Promise<ScheduleState> {
  const [name = 'show', ...rest] = words;
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined || rest.length < verb.words[0] || rest.length > verb.words[1])
    throw new UsageError(`There is no “schedule ${words.join(' ')}”.`, usage);
  return verb.do(client, rest, options);
}
