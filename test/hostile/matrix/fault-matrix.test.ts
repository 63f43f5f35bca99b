import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Investigation } from '../../../domain/investigation.ts';
import { statePaths } from '../../../local/state.ts';
import { localClientId } from '../../../local/workspace/oauth/principals.ts';
import { warehouseId } from '../../../local/workspace/warehouses/store.ts';
import { createBendingModel } from '../bending-model.ts';
import type { BendingModel } from '../bending-model.ts';
import { createHostileStack } from '../hostile-stack.ts';
import type { HostileStack } from '../hostile-stack.ts';
import { isOfModel, matrix } from './cells.ts';
import type { Cell } from './cells.ts';
import { forgetPauses } from './forget-pauses.ts';

/** An investigation must have ended so long after its deadline, milliseconds. */
const graceMs = 2_000;
const token = 'dapi-of-the-fault-matrix';
/** The end of data in which the cause of a jump is known. */
const now = '2026-11-18T00:00:00Z';
/** An idle connection is kept for a few seconds. */
const soon = { timeout: 30_000, interval: 500 };
/** A cell that fails, as on a machine that others use too, is tried once more. */
const once = { retry: 1 };
const seriesMs = 1_800_000;
const processes = ['worker', 'api'] as const;

const { cells, invalid } = matrix();
let model: BendingModel;
let stack: HostileStack;
/** Where tokens are bent: everybody waits for the same token. */
let tokenStack: HostileStack;
let pids: readonly (number | null)[];

const options = { graceMs, token, nowMs: Date.parse(now) };
const settings = {
  DATABRICKS_TOKEN: '',
  DATABRICKS_CLIENT_ID: localClientId,
  DATABRICKS_CLIENT_SECRET: token,
  DATABRICKS_WAREHOUSE_ID: warehouseId,
  PINNED_NOW: now,
};

beforeAll(async () => {
  // A tag of a bend of the workspace is none of the model.
  model = await createBendingModel('model');
  const withModel = { ...settings, LLM_ENDPOINT: model.url, LLM_MODEL: 'scripted' };
  stack = await createHostileStack(withModel, options);
  tokenStack = await createHostileStack(settings, options);
  pids = pidsOf();
});
afterAll(async () => {
  await Promise.all([stack, tokenStack].map((one) => one?.[Symbol.asyncDispose]()));
  await model?.[Symbol.asyncDispose]();
});

const pidsOf = (): readonly (number | null)[] =>
  [stack, tokenStack].flatMap(({ bench }) => processes.map((name) => bench.file()[name].pid));

/** What a cell asks: a search for a cause runs statements, and a model chooses where no domain is named. */
function questionOf({ endpoint, ending, bend }: Cell) {
  const { budgetSeconds } = ending;
  const far = isOfModel(bend) ? model.tagFor(bend) : proxyOf(endpoint).tagFor(bend);
  if (endpoint === 'statement')
    // Whatever is named in it would be looked for.
    return {
      question: 'Why did our spend jump yesterday?',
      domains: ['cost'],
      budgetSeconds,
    };
  const question = `How much did we spend per day? Put ${far} first.`;
  return isOfModel(bend)
    ? { question, budgetSeconds }
    : { question, domains: ['cost'], budgetSeconds };
}

const stackOf = (endpoint: Cell['endpoint']): HostileStack =>
  endpoint === 'token' ? tokenStack : stack;
const proxyOf = (endpoint: Cell['endpoint']) => stackOf(endpoint).proxy;

async function endsAsItMust(cell: Cell): Promise<void> {
  const { bend, endpoint, ending } = cell;
  const end = await stackOf(endpoint).ask(questionOf(cell));
  if (!isOfModel(bend)) proxyOf(endpoint).release(bend);
  const [lane] = end.lanes;
  expect([lane?.outcome, end.status], lane?.detail ?? '').toEqual([
    ending.outcome,
    ending.outcome === 'answered' ? 'completed' : 'failed',
  ]);
  const changed = isOfModel(bend)
    ? model.bentReplies(bend)
    : (proxyOf(endpoint).repliesTo(bend).get(bend.route) ?? 0);
  expect(changed, 'no reply was changed').toBeGreaterThan(0);
  if (ending.cause !== undefined) expectCause(end, ending.cause);
  if (ending.by !== undefined) expectBy(end, endpoint, ending.by);
}

function expectCause({ explanation, answer }: Investigation, cause: string): void {
  const told = JSON.stringify({ explanation, answer: answer?.markdown });
  const isFound = explanation?.verdict === 'cause_found';
  if (cause !== 'either') expect(isFound ? 'found' : 'not found', told).toBe(cause);
}

function expectBy({ answer, routing }: Investigation, endpoint: string, by: string): void {
  const told = JSON.stringify(answer?.degradedDetail);
  const isWritten = answer?.markdown.includes('Scripted') === true;
  const isDecided = routing?.source === 'model';
  const isByModel = endpoint === 'write' ? isWritten : isDecided;
  if (by !== 'either') expect(isByModel ? 'model' : 'rules', told).toBe(by);
  expect(answer?.degraded.includes('model'), told).toBe(!isWritten || !isDecided);
}

const named = (some: readonly Cell[]) => some.map((cell) => [cell.name, cell] as const);
const of = (...wanted: readonly Cell['endpoint'][]): readonly Cell[] =>
  cells.filter(({ endpoint, ending }) => wanted.includes(endpoint) && !ending.alone);

it('has every cell, or says why it cannot be', () => {
  expect(cells.length + invalid.length).toBeGreaterThanOrEqual(240);
  expect(invalid.filter(({ why }) => why === '')).toEqual([]);
});

describe.concurrent('a fault', () => {
  // All requests of these endpoints are one case's: each series is tried one after the other.
  const series = (['statement', 'token', 'choose', 'write'] as const).map(
    (at) => [at, of(at)] as const,
  );
  it.for(series)('of %s', { timeout: seriesMs }, async ([, all]) => {
    const failures: string[] = [];
    for (const cell of all)
      await endsAsItMust(cell)
        .catch(() => endsAsItMust(cell))
        .catch((error: unknown) => failures.push(`${cell.name}: ${String(error)}`));
    expect(failures).toEqual([]);
  });

  it.for(named(of('message', 'result')))('%s', once, ([, cell]) => endsAsItMust(cell));
});

describe.concurrent('a fault of the question itself', () => {
  // Who looks for a lost question reads all conversations of the time: the others have ended.
  it.for(named(of('start')))('%s', once, ([, cell]) => endsAsItMust(cell));
});

describe('a fault that stops all questions of the workspace', () => {
  it.for(named(cells.filter(({ ending }) => ending.alone)))('%s', once, async ([, cell]) => {
    await forgetPauses(stack.bench.file().postgres.url);
    await endsAsItMust(cell);
  });
});

describe('after all faults', () => {
  it('every process is the one that began, and none told of a rejection that nobody handled', () => {
    expect(pidsOf()).toEqual(pids);
    for (const { bench } of [stack, tokenStack]) {
      const { logs } = statePaths(bench.localDir);
      for (const file of readdirSync(logs)) {
        const log = readFileSync(join(logs, file), 'utf8');
        expect(log.match(/.*(unhandled|MaxListeners|deprecat|Warning:).*/gi) ?? []).toEqual([]);
      }
    }
  });

  it('no connection to the far side is left', async () => {
    const open = () =>
      Promise.all([model, stack.proxy, tokenStack.proxy].map((one) => one.connections()));
    await vi.waitFor(async () => expect(await open()).toEqual([0, 0, 0]), soon);
  });
});
