import { createHash } from 'node:crypto';
import type { SearchPorts } from '../../causes/search.ts';
import { completeUntil } from '../../domain/completeness.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { CheckEnd } from '../../domain/explanation.ts';
import { evidenceId } from '../../domain/ids.ts';
import type { Check, StatementEnd, Warehouse } from '../../domain/warehouse.ts';
import { mostStatements } from '../../domain/budget.ts';
import type { Catalogue, CertifiedQuestion } from '../../sql/catalogue.ts';
import { defaultValue } from '../../sql/default-value.ts';

/** Statements of a world that ran, by statement and values: searches of one world share them. */
export type RanStatements = Map<string, Promise<StatementEnd>>;

/** Ports of one search, and how many statements it asked for. */
export type CountedPorts = { readonly ports: SearchPorts; readonly count: () => number };

const dayMs = 86_400_000;
const statementMs = 120_000;
const inTime = (): AbortSignal => AbortSignal.timeout(statementMs);
const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** Where a table came from, as far as a search looks at it. */
const sourceOf = (statementId: string, nowMs: number) => ({
  kind: 'genie' as const,
  spaceId: '',
  conversationId: '',
  messageId: '',
  attachmentId: '',
  statementId,
  fetchedAt: new Date(nowMs).toISOString(),
  url: '',
});

type Rows = Extract<StatementEnd, { kind: 'rows' }>;
type Values = readonly { readonly name: string; readonly value: string }[];

const unitMs = { m: 60_000, h: 3_600_000, d: dayMs } as const;

function tableOf(question: CertifiedQuestion, values: Values, end: Rows, nowMs: number): Evidence {
  const columns = end.columns.map(({ name, type }) => {
    const { is = 'label', unit = null } = question.columns[name] ?? {};
    return { name, type, is, unit: unit ?? null };
  });
  const { completeness, parameters, rows } = question;
  const periodColumn = completeness?.column ?? null;
  const [windowEnd = null] =
    Object.entries(parameters).find(([, { role }]) => role === 'window.to') ?? [];
  const lag = completeness?.lag ?? '0h';
  const arrives = {
    lagMs: Number(lag.slice(0, -1)) * unitMs[lag.at(-1) as keyof typeof unitMs],
    windowEnd,
    periodColumn: rows.key.includes(periodColumn ?? '') ? periodColumn : null,
  };
  const fetched = { parameters: values, columns, rows: end.rows, fetchedAtMs: nowMs };
  return {
    id: evidenceId(hash(JSON.stringify([question.id, values]))),
    domain: question.domain,
    title: question.question,
    sql: question.sql,
    parameters: values,
    columns,
    rows: end.rows,
    rowCount: end.rowCount,
    truncated: end.truncated,
    certified: question.id,
    completeUntil: completeUntil(completeness === undefined ? null : arrives, fetched),
    scope: question.scope,
    priceBasis: question.price ?? null,
    source: sourceOf(end.statementId, nowMs),
  };
}

/**
 * The ports of one search over a world: certified statements, at most as many as an investigation may run.
 *
 * Effect: statements on the warehouse that no search of the world has run.
 */
export function createPorts(
  { questions, checks }: Catalogue,
  warehouse: Warehouse,
  ran: RanStatements,
  nowMs: number,
): CountedPorts {
  const byId = new Map([...questions, ...checks].map((one) => [one.id, one]));
  const asked = new Set<string>();
  const endOf = async (check: Check): Promise<CheckEnd> => {
    const question = byId.get(check.question);
    if (question === undefined) throw new Error(`There is no statement ${check.question}.`);
    const parameters = Object.entries(question.parameters).map(([name, parameter]) => ({
      name,
      type: parameter.type,
      value: check.parameters[name] ?? defaultValue(parameter, nowMs),
    }));
    const key = JSON.stringify([question.id, parameters]);
    if (!asked.has(key) && asked.size >= mostStatements) {
      const missing = { what: question.question, remedy: 'Ask about one thing.' };
      return { kind: 'blocked', check, missing };
    }
    asked.add(key);
    const running = ran.get(key) ?? warehouse.run({ sql: question.sql, parameters }, inTime());
    ran.set(key, running);
    // What could not be asked is asked again by the next search.
    running.catch(() => ran.delete(key));
    const end = await running;
    if (end.kind === 'failed') return { kind: 'failed', check, reason: end.reason };
    if (end.kind === 'denied')
      return { kind: 'blocked', check, missing: { what: end.reason, remedy: end.remedy } };
    return { kind: 'rows', check, table: tableOf(question, parameters, end, nowMs) };
  };
  const ports: SearchPorts = {
    run: (_hypothesis, some) => Promise.all(some.map(endOf)),
    tell: () => Promise.resolve(),
    keep: ({ from, rule, ...table }) =>
      Promise.resolve({
        ...table,
        id: evidenceId(hash(JSON.stringify([from, rule, table]))),
        sql: '',
        parameters: [],
        rowCount: table.rows.length,
        truncated: false,
        certified: null,
        completeUntil: null,
        scope: null,
        priceBasis: null,
        source: sourceOf('', nowMs),
      }),
  };
  return { ports, count: () => asked.size };
}
