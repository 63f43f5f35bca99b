import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench } from '../../adapters/postgres/bench.ts';
import type { Bench } from '../../adapters/postgres/bench.ts';
import { askScripted, outcomeOf, resultIn } from './ask-scripted.ts';
import type { Asked, Script } from './ask-scripted.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const ask = (script: Partial<Script>): Promise<Asked> =>
  askScripted(bench, { polls: [{ status: 'COMPLETED' }], ...script });
const fetches = ({ received }: Asked): readonly string[] =>
  received.flatMap(({ method, path }) =>
    path.includes('/attachments/') ? `${method} ${path.split('/').at(-1)}` : [],
  );

describe.concurrent('a message in another form', () => {
  const query = { title: 'Spend', query: 'select 1', parameters: [{ keyword: 'n' }, null] };
  it.each([
    ['an empty text', { text: { content: '' } }],
    ['a text that is null', { text: { content: null } }],
    ['nothing in it', {}],
  ])('with an attachment with %s is read', async (_, odd) => {
    const attachments = [odd, { attachment_id: 'a1', query }];
    const more = { attachments, created_timestamp: '5', user_id: [] };
    expect(outcomeOf(await ask({ polls: [{ status: 'completed', more }] }))).toBe('answered');
  });

  it.each([
    ['a status that is a number', { reply: { body: { status: 5 } } }, '`status` (expected a word)'],
    ['no object', { reply: { body: '[]' } }, 'JSON object'],
  ])('with %s ends the lane, which says what is wrong', async (_, poll, says) => {
    const { end, received } = await ask({ polls: [poll] });
    expect(end).toMatchObject({ outcome: 'failed', detail: expect.stringContaining(says) });
    expect(end).toMatchObject({
      detail: expect.stringMatching(/^Databricks answered GET .+\/m\d+ /),
    });
    // Two such replies may pass.
    expect(received).toHaveLength(4);
  });

  it.each([
    ['a sign-in page', '<!doctype html><title>Sign in</title>'],
    ['JSON that breaks off', '{"status": "COMP'],
  ])('that is %s is read again later', async (_, body) => {
    const polls = [{ reply: { headers: { 'content-type': 'text/html' }, body } }];
    expect(outcomeOf(await ask({ polls: [...polls, { status: 'COMPLETED' }] }))).toBe('answered');
    const { end } = await ask({ polls });
    expect(end).toMatchObject({
      outcome: 'timed_out',
      detail: expect.stringMatching(/^No answer until the time was up: Databricks answered GET /),
    });
  });

  it('with a query that cannot be fetched ends the lane', async () => {
    const more = { attachments: [{ query }] };
    expect((await ask({ polls: [{ status: 'COMPLETED', more }] })).end).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining('`attachment_id`'),
    });
  });
});

describe.concurrent('the reply to the question', () => {
  it('that cannot be read may have had an effect, so the question is looked up', async () => {
    const { end, received } = await ask({ started: () => ({ body: { ok: true } }) });
    expect(end).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining('`conversation_id`'),
    });
    const asked = received.filter(({ method }) => method === 'POST');
    const searched = received.filter(({ path }) => path.includes('/conversations?'));
    expect([asked.length, searched.length]).toEqual([1, 2]);
  });

  it('may have its ids only in the message', async () => {
    const started = (message: object) => ({ body: { message } });
    expect(outcomeOf(await ask({ started }))).toBe('answered');
  });
});

describe.concurrent('a result', () => {
  it('that is not ready is waited for', async () => {
    const asked = await ask({
      results: ['PENDING', 'RUNNING', 'SUCCEEDED'].map((state) => resultIn(state)),
    });
    expect(outcomeOf(asked)).toBe('answered');
    expect(fetches(asked)).toEqual(Array(3).fill('GET query-result'));
  });

  it('that is limited for a moment is waited for', async () => {
    const limited = { status: 429, headers: { 'retry-after': '1' } };
    const asked = await ask({ results: [limited, resultIn('SUCCEEDED')] });
    expect(outcomeOf(asked)).toBe('answered');
  });

  it('that is gone is made again, and waited for', async () => {
    const asked = await ask({
      results: ['CLOSED', 'PENDING', 'SUCCEEDED'].map((state) => resultIn(state)),
    });
    expect(outcomeOf(asked)).toBe('answered');
    expect(fetches(asked)).toEqual(['GET query-result', 'POST execute-query', 'GET query-result']);
  });

  it.each([
    ['QUERY_RESULT_EXPIRED', ['RUNNING', 'CLOSED'], ['POST execute-query', 'GET query-result']],
    ['COMPLETED', ['CLOSED'], ['GET query-result', 'POST execute-query']],
  ])('of a message %s that is gone again is given up', async (status, states, requests) => {
    const asked = await ask({
      polls: [{ status }],
      results: states.map((state) => resultIn(state)),
    });
    expect(asked.end).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining('gone again'),
    });
    expect(fetches(asked)).toEqual(requests);
  });

  it('that never comes ends the lane at its limit', async () => {
    const asked = await ask({ results: [resultIn('RUNNING')], genieTimeoutMs: 1_500 });
    expect(outcomeOf(asked)).toBe('timed_out');
    expect(fetches(asked).length).toBeGreaterThan(1);
  });

  it('of a query that failed says why', async () => {
    const error = { error_code: 'X', message: 'Division by zero.' };
    const results = [resultIn('FAILED', { status: { state: 'FAILED', error } })];
    expect((await ask({ results })).end).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining('Division by zero.'),
    });
  });

  it('whose rows are all missing is not an empty result', async () => {
    const results = [resultIn('SUCCEEDED', { result: {} })];
    expect((await ask({ results })).end).toMatchObject({
      outcome: 'failed',
      detail:
        "Databricks counts 1 in the query's result, and sent no row that can be read (`data_array`).",
    });
  });

  it('becomes evidence whose columns can be told apart', async () => {
    const names = ['total', 'total', '', '__proto__', null];
    const manifest = { schema: { columns: names.map((name) => ({ name, type_name: 'LONG' })) } };
    const cells = ['1', 9007199254740992, null, {}, [1.5]];
    const results = [resultIn('SUCCEEDED', { manifest, result: { data_array: [cells] } })];
    const { end, ref } = await ask({ results });
    expect(end).toMatchObject({ outcome: 'answered' });
    const [evidence] = await bench.work.evidence(ref);
    expect(evidence).toMatchObject({ rowCount: 1, truncated: false });
    expect(evidence?.columns.map(({ name }) => name)).toEqual([
      'total',
      'total_2',
      'column_3',
      '__proto__',
      'column_5',
    ]);
    expect(evidence?.rows).toEqual([[1, '9007199254740992', null, '{}', '[1.5]']]);
  });

  it('that cannot be read is not run again', async () => {
    const results = [{ body: { statement_response: { status: 'SUCCEEDED' } } }];
    const asked = await ask({ polls: [{ status: 'QUERY_RESULT_EXPIRED' }], results });
    expect(asked.end).toMatchObject({
      outcome: 'failed',
      detail: expect.stringMatching(
        /GET .*query-result without a readable `statement_response.status.state`/,
      ),
    });
    const executions = fetches(asked).filter((one) => one.startsWith('POST'));
    expect(executions).toHaveLength(1);
  });
});

it('says what Genie asked for when a lane ends because it has to wait', async () => {
  const reply = {
    status: 429,
    headers: { 'retry-after': '86400' },
    body: { message: 'Slow down.' },
  };
  expect((await ask({ polls: [{ reply }] })).end).toMatchObject({
    outcome: 'throttled',
    detail: expect.stringContaining('Slow down. (it asked for 86400 s)'),
  });
});
