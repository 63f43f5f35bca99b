import { setTimeout as pause } from 'node:timers/promises';
import type { Investigation } from '../../domain/investigation.ts';

/** What is asked in turn. */
const questions = [
  { question: 'How much did we spend per day in the last 7 days?', domains: ['cost'] },
  { question: 'Which jobs failed in the last 7 days?', domains: ['reliability'] },
  { question: 'Which queries were slow yesterday?', domains: ['performance'] },
  { question: 'Which login attempts were refused in the last 7 days?', domains: ['security'] },
  { question: 'Which tables are stale?', domains: ['quality'] },
  {
    question: 'Which jobs failed in the last 7 days, and how much did we spend per day?',
    domains: ['reliability', 'cost'],
  },
] as const;

const againMs = 250;
/** A service that stands still must not hold up its clients for ever. */
const replyMs = 10_000;
/** After a limit or while a process is away the same question is asked again. */
const passing = [429, 500, 502, 503, 504];

export type Asking = {
  readonly url: string;
  /** Of the operator; null where nobody signs in. */
  readonly key: string | null;
  readonly count: number;
  /** Time from one question to the next, milliseconds. */
  readonly everyMs: number;
  /** Called after each question that was accepted, with how many there are. */
  readonly onAsked: (asked: number) => Promise<void> | void;
};

/**
 * Asks questions at a steady pace, each under a key of its own until it is accepted with 202.
 *
 * Effect: HTTP to the service.
 *
 * @returns The ids of what was accepted, and how often a request got no reply or one of 5xx.
 */
export async function askSteadily({ url, key, count, everyMs, onAsked }: Asking): Promise<{
  readonly ids: readonly string[];
  readonly unanswered: number;
}> {
  const run = crypto.randomUUID();
  let unanswered = 0;
  let accepted = 0;
  const ask = async (n: number): Promise<string> => {
    for (;;) {
      const reply = await fetch(`${url}/v1/investigations`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': `${run}-${n}`,
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify(questions[n % questions.length]),
        signal: AbortSignal.timeout(replyMs),
      }).catch(() => null);
      const body = await reply?.text().catch(() => null);
      if (reply?.status === 202 && body != null) return (JSON.parse(body) as Investigation).id;
      if (reply != null && !passing.includes(reply.status))
        throw new Error(`${reply.status} ${body}`);
      unanswered += 1;
      await pause(againMs);
    }
  };
  const asked: Promise<string>[] = [];
  for (let n = 0; n < count; n += 1) {
    const begun = ask(n).then(async (id) => {
      accepted += 1;
      await onAsked(accepted);
      return id;
    });
    asked.push(begun);
    await pause(everyMs);
  }
  return { ids: await Promise.all(asked), unanswered };
}
