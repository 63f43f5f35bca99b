import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Deps } from '../../../activities/deps.ts';
import { synthesise, synthesiseAtOnce } from '../../../activities/synthesise/synthesise.ts';
import type { Domain } from '../../../domain/domains.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { indexNames } from '../../../language/known-names.ts';
import { anEvidence } from '../../support/evidence.ts';
import { aResult, legOf } from '../../adapters/postgres/bench.ts';
import { openWorld } from '../bench.ts';
import type { World } from '../bench.ts';
import { counted, pinned } from '../explain/bench.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const signal = new AbortController().signal;
const domain: Domain = 'reliability';
const declined: readonly [Outcome, string] = ['failed', 'Genie wrote no query: I cannot.'];
const runsOf = (job: string) =>
  anEvidence({
    domain,
    rows: [[job, '2']],
    sql: 'select name, runs from jobs where name = :job',
    parameters: [{ name: 'job', value: job }],
  });

/** The first line of the answer to a question whose lane had rows of a job, or was declined; and what ran. */
async function answered(question: string, job: string | null, over: Partial<Deps> = {}) {
  const { deps, ran } = counted(pinned(world));
  const { work, investigate } = world.bench;
  const ref = await investigate({ question, domains: [domain] });
  if (job === null) {
    const [outcome, detail] = declined;
    await work.settleLanes(ref, 1, [{ domain, outcome, detail }], []);
  } else {
    const leg = legOf(ref, { domain });
    await work.takeLane(leg);
    await work.finishLane(leg, aResult({ evidence: [runsOf(job)] }));
  }
  const args = { ref, pass: 1, byRule: 'none', modelByMs: Date.now() + 60_000 };
  await synthesise({ ...deps, ...over }, args, { attempt: 1, signal });
  const { finished } = await work.answerState(ref);
  const line = finished?.markdown.split('\n', 1)[0];
  return {
    line,
    confidence: finished?.confidence,
    ran: ran.length,
    log: await world.bench.log(ref),
  };
}

const nothing =
  'no job, pipeline, table, warehouse, cluster, endpoint, workspace, team or active user is called so';

it.each([
  ['Did unicorn_sync fail?', `**There is no “unicorn_sync”: ${nothing}.**`],
  [
    'Did payments_ledger_sinc fail?',
    `**There is no “payments_ledger_sinc”: ${nothing}; did you mean “payments_ledger_sync”?**`,
  ],
  ['How many calls did the translator endpoint get?', '**No endpoint is called “translator”.**'],
  [
    'Which size has the adhok warehouse?',
    '**No warehouse is called “adhok”; did you mean “adhoc”?**',
  ],
  ['Which size is the warehouse quantum-dwh?', `**There is no “quantum-dwh”: ${nothing}.**`],
])('%s is told that there is no such thing, also where Genie declines', async (question, line) => {
  const { confidence, ...told } = await answered(question, null);
  expect(told).toMatchObject({ line, ran: 1 });
  expect(confidence).toBeGreaterThanOrEqual(0.9);
  expect(told.log.filter(({ type }) => type.startsWith('check.'))).toMatchObject([
    { type: 'check.started', hypothesis: 'names-exist' },
    { type: 'check.finished', hypothesis: 'names-exist', result: 'contradicts' },
  ]);
});

it.each([
  ['a name in the rows is not looked up', 'Did etl_job fail?', 'etl_job', 0],
  ['a name that exists is not told', 'Did payments_ledger_sync fail?', null, 1],
  ['a word that may be no name is not told', 'Any odd-shaped failures?', null, 1],
  ['a team is known', 'How much did the payments team spend?', null, 1],
  ['who may use a table is known', 'Was anything granted to "account users"?', null, 2],
  ['a name with quotes in it is one', 'Did weekly "board" report | v2 end well?', null, 1],
  ['so is a job that has no description', 'Did old_export run?', null, 1],
  ['a word in a name is no name by itself', 'How did the payments pipeline do?', null, 1],
  ['a word that describes is none', 'How long was the nightly job?', null, 0],
  ['a schema is known', 'Which tables of prod.sales fail?', null, 1],
  ['a tag is not looked up', 'Which jobs lack the tag cost_center?', null, 0],
  ['nor is a column', 'Which tables have an order_id column?', null, 0],
  ['nor is an error', 'How often did RUN_EXECUTION_ERROR come up?', null, 0],
])('%s', async (_, question, job, ran) => {
  const found = await answered(question, job);
  expect(found.ran).toBe(ran);
  expect(found.line).not.toContain('There is no');
});

it('without a warehouse nothing is looked up, and the rows are told as before', async () => {
  const { line, ran } = await answered('Did unicorn_sync fail?', 'etl_job', { warehouse: null });
  expect(ran).toBe(0);
  expect(line).toContain('“unicorn_sync” is in no row of this answer');
});

it.each([
  ['a name that has to be looked up', 'Did unicorn_sync fail?', false],
  ['a name in the rows', 'Did etl_job fail?', true],
])('an answer does not wait for %s', async (_, question, isWritten) => {
  const { deps, ran } = counted(pinned(world));
  const { work, investigate } = world.bench;
  const ref = await investigate({ question, domains: [domain] });
  const leg = legOf(ref, { domain });
  await work.takeLane(leg);
  await work.finishLane(leg, aResult({ evidence: [runsOf('etl_job')] }));
  const args = { ref, pass: 1, byRule: null, modelByMs: Date.now() + 60_000 };
  expect(await synthesiseAtOnce(deps, args, { attempt: 1, signal })).toBe(isWritten);
  expect(ran).toEqual([]);
  expect((await work.answerState(ref)).finished !== null).toBe(isWritten);
});

it('a name that only its typing errors make another is told with the one it is taken as', async () => {
  const names = indexNames([{ kind: 'job', name: 'etl_nightly_job' }]);
  const { line, confidence } = await answered('Did etl_nigthly_job fail?', 'etl_nightly_job', {
    knownNames: () => names,
  });
  expect(line).toBe('**There is no “etl_nigthly_job”: this is about “etl_nightly_job”.**');
  const asked = await answered('Did etl_nightly_job fail?', 'etl_nightly_job');
  expect(asked.line).not.toContain('There is no');
  expect(confidence).toBe(asked.confidence);
});
