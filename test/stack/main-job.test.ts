import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Citation } from '../../domain/answer.ts';
import type { LogEvent } from '../../domain/events.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { createService } from '../support/service.ts';
import type { Service } from '../support/service.ts';
import { createStackBench } from '../support/stack.ts';
import type { StackBench } from '../support/stack.ts';
import { createWorkspaceControl } from '../support/workspace-control.ts';
import type { WorkspaceControl } from '../support/workspace-control.ts';

const five = ['cost', 'security', 'performance', 'reliability', 'quality'];
const broad =
  'How much did we spend per day, which login attempts were refused, which queries were slow, which jobs failed, and which tables are stale in the last 7 days?';

let bench: StackBench;
let service: Service;
let workspace: WorkspaceControl;

beforeAll(async () => {
  bench = await createStackBench();
  await bench.start().ready;
  service = createService(bench.file().api.url);
  workspace = createWorkspaceControl(bench.file().workspace.url);
});
afterAll(() => bench?.[Symbol.asyncDispose]());

function isGapFree(events: readonly LogEvent[]): boolean {
  return events.every((event, at) => event.seq === at);
}

describe('one question through the whole service', () => {
  let asked: Investigation;
  let done: Investigation;

  beforeAll(async () => {
    asked = await service.ask({ question: broad, domains: five });
    done = await service.ended(asked.id, 60_000);
  });

  it('is answered by five domains', () => {
    const outcomes = Object.fromEntries(done.lanes.map(({ domain, outcome }) => [domain, outcome]));
    expect(outcomes).toEqual(Object.fromEntries(five.map((domain) => [domain, 'answered'])));
    expect(done).toMatchObject({ status: 'completed', failure: null, memory: { status: 'saved' } });
    expect(done.answer?.degraded).toEqual(['model']);
    expect(done.answer?.followUps).toHaveLength(3);
  });

  it('asks all five before it fetches the first result', async () => {
    const requests = await workspace.requests();
    const posts = requests.filter(({ path }) => path.endsWith('/start-conversation'));
    const firstResult = requests.find(({ path }) => path.endsWith('/query-result'));
    expect(posts).toHaveLength(5);
    expect(Math.max(...posts.map(({ n }) => n))).toBeLessThan(firstResult?.n ?? 0);
  });

  it('has a log without a gap that a late reader and a returning one see alike', async () => {
    const events = await service.events(asked.id);
    expect(isGapFree(events)).toBe(true);
    expect(events.at(-1)).toMatchObject({ type: 'finished', status: 'completed' });
    expect(events.filter(({ type }) => type === 'finished')).toHaveLength(1);
    expect(await service.follow(asked.id, null)).toEqual(events);
    const middle = Math.floor(events.length / 2);
    expect(await service.follow(asked.id, middle)).toEqual(events.slice(middle + 1));
  });

  it('shows a reader who breaks off and comes back the same log, live', async () => {
    const { id } = await service.ask({ question: 'Which jobs failed in the last 7 days?' });
    const before = await service.follow(id, null, ({ type }) => type === 'lane.started');
    const after = await service.follow(id, before.at(-1)?.seq ?? 0);
    expect([...before, ...after]).toEqual(await service.events(id));
  });

  it('cites only cells that are there', async () => {
    const evidence = await service.evidence(asked.id);
    const citations = done.answer?.citations ?? [];
    expect(citations.length).toBeGreaterThan(10);
    for (const citation of citations) expect(cellOf(evidence, citation)).toEqual(citation.value);
    const markers = done.answer?.markdown.match(/\[[a-z]+:\d+\]/g) ?? [];
    const known = new Set(citations.map(({ marker }) => `[${marker}]`));
    expect(markers.filter((marker) => !known.has(marker))).toEqual([]);
    expect(done.answer?.claims.filter(({ verdict }) => verdict === 'unsupported')).toEqual([]);
  });

  it("states the money that the generator's own ledger has", async () => {
    const { id } = await service.ask({
      question: 'How much did we spend per day in the last 7 days?',
      domains: ['cost'],
    });
    expect(await service.ended(id, 60_000)).toMatchObject({ status: 'completed' });
    const [table] = await service.evidence(id);
    expect(table?.certified).toBe('cost/spend_by_day');
    const { ledger } = await workspace.truth();
    const day = table?.columns.findIndex(({ name }) => name === 'usage_date') ?? -1;
    const usd = table?.columns.findIndex(({ name }) => name === 'list_cost_usd') ?? -1;
    expect(table?.rows.length).toBeGreaterThanOrEqual(6);
    for (const row of table?.rows ?? []) {
      const costs = ledger.listCostByDay.filter(({ usageDate }) => usageDate === row[day]);
      const sum = costs.reduce((total, { costUsd }) => total + micros(costUsd), 0n);
      expect(micros(String(row[usd]))).toBe(sum);
    }
  });
});

function cellOf(evidence: readonly Evidence[], { evidenceId, row, column }: Citation): unknown {
  const table = evidence.find(({ id }) => id === evidenceId);
  if (row === null) return table?.rowCount;
  return table?.rows[row]?.[table.columns.findIndex(({ name }) => name === column)];
}

/** Exact millionths of a dollar. */
function micros(usd: string): bigint {
  const [whole = '0', part = ''] = usd.split('.');
  return BigInt(whole + part.slice(0, 6).padEnd(6, '0'));
}
