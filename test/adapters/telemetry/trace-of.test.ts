import { describe, expect, it } from 'vitest';
import { toOtlp } from '../../../adapters/telemetry/otlp.ts';
import { traceOf } from '../../../adapters/telemetry/trace-of.ts';
import type { TraceOptions } from '../../../adapters/telemetry/parts.ts';
import type { LogEvent } from '../../../domain/events.ts';
import { foldInvestigation } from '../../../domain/resource.ts';
import { anExplanation } from '../../support/explanation.ts';
import { aFinished, question, secretRow } from '../../support/finished.ts';

const quiet: TraceOptions = { content: false, model: 'scripted' };
const startMs = Date.parse('2026-11-18T00:00:00Z');

describe('the trace of an investigation', () => {
  it('has its digits, and the same spans whenever it is made', () => {
    const one = aFinished();
    const trace = traceOf(one, quiet);
    expect(`inv_${trace.traceId}`).toBe(one.investigation.id);
    expect(trace).toEqual(traceOf(structuredClone(one), quiet));
    const ids = trace.spans.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{16}$/);
  });

  it('has each step below the one that it is a part of, at its own time', () => {
    const { spans } = traceOf(aFinished(), quiet);
    const nameOf = new Map(spans.map(({ id, name }) => [id, name]));
    const rows = spans.map(({ name, parentId, startMs: from, endMs, error }) => [
      name,
      parentId === null ? null : nameOf.get(parentId),
      (from - startMs) / 1_000,
      (endMs - startMs) / 1_000,
      error,
    ]);
    expect(rows).toEqual([
      ['invoke_workflow investigation', null, 0, 10, null],
      ['route', 'invoke_workflow investigation', 1, 2, null],
      ['chat scripted', 'route', 1, 2, null],
      ['invoke_agent cost', 'invoke_workflow investigation', 3, 6, null],
      ['retrieval cost/job_costs', 'invoke_agent cost', 3, 4, null],
      ['retrieval cost', 'invoke_agent cost', 3, 5, null],
      ['invoke_agent security', 'invoke_workflow investigation', 2, 7, 'denied'],
      ['synthesise', 'invoke_workflow investigation', 8, 9, null],
      ['chat scripted', 'synthesise', 8, 9, null],
    ]);
  });

  it('tells the tokens of each call, the rows of each query and the SQL of certified ones', () => {
    const { spans } = traceOf(aFinished(), quiet);
    const of = (name: string) => spans.filter((span) => span.name === name);
    expect(of('chat scripted').map(({ attributes }) => attributes)).toMatchObject([
      { 'gen_ai.usage.input_tokens': 100, 'gen_ai.usage.output_tokens': 20 },
      { 'gen_ai.usage.input_tokens': 1_000, 'health_monitor.prompt.version': 5 },
    ]);
    expect(of('retrieval cost/job_costs')[0]?.attributes).toMatchObject({
      'db.query.text': 'select job, cost from certified where job = :job',
      'db.response.returned_rows': 1,
    });
    expect(of('retrieval cost')[0]?.attributes).toMatchObject({
      'db.query.text': null,
      'db.response.returned_rows': 7,
    });
  });

  it.each([true, false])(
    'has questions, rows, answers and free SQL only as content (%s)',
    (content) => {
      const trace = traceOf(aFinished(), { ...quiet, content });
      const text = JSON.stringify(trace);
      const bytes = Buffer.from(toOtlp([trace])).toString('latin1');
      for (const secret of [question, secretRow, '12.50 USD', 'no grant'])
        for (const said of [text, bytes]) expect(said.includes(secret), secret).toBe(content);
    },
  );

  it('has no call of a model where none was made', () => {
    const one = aFinished();
    const events = one.events.map((event) =>
      'prompt' in event ? { ...event, prompt: null, usage: {} } : event,
    ) as LogEvent[];
    const { spans } = traceOf({ ...one, events }, { ...quiet, model: null });
    expect(spans.map(({ name }) => name)).not.toContain('chat');
    expect(spans).toHaveLength(7);
  });

  it('has the search for a cause with the statements that it ran', () => {
    const one = aFinished();
    const [table] = one.evidence;
    const [lane] = one.events.filter(({ type }) => type === 'evidence.added');
    if (table === undefined || lane?.type !== 'evidence.added') throw new Error('no table');
    const at = (second: number) => new Date(startMs + second * 1_000).toISOString();
    const check = { hypothesis: 'some-cause', question: 'cost/job_costs' };
    const searched: readonly LogEvent[] = [
      { seq: 20, type: 'check.started', at: at(20), ...check },
      { ...lane, seq: 21, at: at(22), round: 0 },
      {
        seq: 22,
        type: 'check.finished',
        at: at(23),
        ...check,
        result: 'supports',
        evidenceIds: [],
      },
      {
        seq: 23,
        type: 'explained',
        at: at(24),
        explanation: anExplanation(),
        usage: { statements: 1 },
      },
    ];
    const { spans } = traceOf({ ...one, events: [...one.events, ...searched] }, quiet);
    const explain = spans.find(({ name }) => name === 'explain');
    expect(explain?.attributes).toMatchObject({
      'health_monitor.explanation.verdict': 'cause_found',
      'health_monitor.statements': 1,
    });
    const below = spans.filter(({ parentId }) => parentId === explain?.id);
    expect(below.map(({ name, startMs: from, endMs }) => [name, endMs - from])).toEqual([
      ['retrieval cost/job_costs', 2_000],
    ]);
  });

  it.each([
    ['cancelled before it was routed', 2, 'cancelled', null],
    ['failed', 3, 'failed', 'dependency.down'],
  ] as const)('is whole for one that was %s', (_, kept, status, error) => {
    const one = aFinished();
    const end: LogEvent = {
      seq: kept,
      type: 'finished',
      at: new Date(startMs + 5_000).toISOString(),
      status,
      failure: error === null ? null : { code: error, message: 'away' },
    };
    const events = [...one.events.slice(0, kept), end];
    const row = {
      ...one.investigation,
      owner: 'ann',
      domains: null,
      closedDomains: [],
      budgetSeconds: 120,
      createdAtMs: startMs,
      deadlineAtMs: startMs,
      cancelRequestedAtMs: null,
      rowsDeletedAtMs: null,
      isMemoryRepaired: false,
    };
    const investigation = foldInvestigation(row, events);
    const trace = traceOf({ ...one, investigation, events }, quiet);
    expect(trace.spans[0]).toMatchObject({ endMs: startMs + 5_000, error });
    expect(toOtlp([trace]).length).toBeGreaterThan(100);
  });
});
