import { askGenie } from '../../../activities/ask-genie/ask-genie.ts';
import { createGenie } from '../../../adapters/databricks/genie.ts';
import { createHttp } from '../../../adapters/databricks/http.ts';
import type { Timer } from '../../../activities/timer.ts';
import type { Domain } from '../../../domain/domains.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import type { LegEnd } from '../../../domain/steps.ts';
import { createScriptedHttp } from '../../adapters/databricks/scripted-http.ts';
import type { Received, Reply } from '../../adapters/databricks/scripted-http.ts';
import type { Bench } from '../../adapters/postgres/bench.ts';
import { depsWithModel } from '../synthesise/answer-bench.ts';

/** One reply to a poll of the message: its status and other fields, or a whole reply. */
export type Poll = { readonly status: string; readonly more?: object } | { readonly reply: Reply };

export type Script = {
  /** One per poll of the message; the last one is repeated. */
  readonly polls: readonly Poll[];
  /** One per request for the result; the last one is repeated. */
  readonly results?: readonly Reply[];
  readonly started?: (ids: object) => Reply;
  readonly genieTimeoutMs?: number;
  readonly beside?: readonly Domain[];
  readonly timer?: Timer;
  readonly onPoll?: (ref: InvestigationRef, poll: number) => Promise<void>;
};

export type Asked = {
  readonly end: LegEnd;
  readonly ref: InvestigationRef;
  readonly received: readonly Received[];
};

/** A result in this state, with one row unless the state is another than `SUCCEEDED`. */
export const resultIn = (state: string, over: object = {}): Reply => ({
  body: {
    statement_response: {
      status: { state },
      ...(state === 'SUCCEEDED' ? oneRow : {}),
      ...over,
    },
  },
});

const oneRow = {
  manifest: { schema: { columns: [{ name: 'usd', type_name: 'INT' }] }, total_row_count: 1 },
  result: { data_array: [['7']] },
};
const query = { attachment_id: 'a1', query: { title: 'Spend', query: 'select 1' } };
let messages = 0;

/** Asks a Genie that replies as the script says. */
export async function askScripted(bench: Bench, script: Script): Promise<Asked> {
  const { polls, results = [resultIn('SUCCEEDED')], beside = [], genieTimeoutMs = 20_000 } = script;
  messages += 1;
  const ids = { conversation_id: `c${messages}`, message_id: `m${messages}` };
  const ref = await bench.investigate({ domains: ['cost', ...beside] });
  let polled = 0;
  let fetched = 0;
  await using server = await createScriptedHttp(({ path }) => {
    if (path.endsWith('start-conversation')) return script.started?.(ids) ?? { body: ids };
    if (path.includes('/attachments/')) {
      fetched += 1;
      return results[Math.min(fetched, results.length) - 1] ?? {};
    }
    polled += 1;
    void script.onPoll?.(ref, polled);
    const poll = polls[Math.min(polled, polls.length) - 1] ?? { status: 'FAILED' };
    if ('reply' in poll) return poll.reply;
    const base = { ...ids, content: 'q', created_timestamp: 1, attachments: [query] };
    return { body: { ...base, status: poll.status, ...poll.more } };
  });
  const { url, received } = server;
  const deps = depsWithModel(bench, null);
  const end = await askGenie(
    {
      ...deps,
      timer: script.timer ?? deps.timer,
      genie: createGenie(
        url,
        createHttp(url, async () => ({})),
      ),
      settings: { ...deps.settings, genieTimeoutMs, genieFirstLookMs: 10 },
    },
    {
      ref,
      round: 1,
      domain: 'cost',
      epoch: 1,
      ask: 1,
      say: null,
      following: null,
      kept: null,
      laneLimitMs: 100_000,
    },
    { attempt: 1, signal: new AbortController().signal },
  );
  return { end, ref, received: [...received] };
}

/** The outcome of a lane that has ended, else how the leg ended. */
export const outcomeOf = ({ end }: Asked): string =>
  end.kind === 'finished' ? end.outcome : end.kind;
