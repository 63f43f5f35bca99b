import type { Check } from '../domain/warehouse.ts';
import type { Asker } from './asker.ts';
import { seriesCheck, upstreamOf } from './checks.ts';
import type { Asked } from './symptom/asked.ts';
import { daysAsked, findSymptom } from './symptom/find-symptom.ts';
import { measureOf } from './symptom/measures/index.ts';
import { textOf } from './symptom/rows.ts';
import type { Row } from './symptom/rows.ts';
import type { Found } from './tell-usual.ts';
import { dayMs } from '../language/time/span.ts';

/** What may be wrong with what a table is made from or written by; what is late first. */
const suspects: readonly (readonly [
  of: 'table' | 'job' | 'pipeline',
  measures: readonly string[],
])[] = [
  ['table', ['stale']],
  ['job', ['failed runs', 'missing runs', 'duration']],
  ['pipeline', ['failed updates', 'update hours']],
];

/** The trouble of a source or a writer of a table that is on time itself, and the row that joins them. */
export type Behind = { readonly found: Found; readonly edge: Row; readonly usual: Found };

/**
 * Looks behind a table that somebody says is late and that is written as usual: what it is made from may be late,
 * and what writes it may fail or take longer. Null where nothing of that is so, or no such table is asked about.
 *
 * Effect: reads what writes the table and from what, and the series of these.
 */
export async function behindUsual(
  asked: Asked,
  found: readonly Found[],
  asker: Asker,
  nowMs: number,
): Promise<Behind | null> {
  const usual = found.find(({ measure, result }) => measure.id === 'stale' && isOne(result));
  const isOther = asked.isWorded && !asked.said.includes('stale');
  if (usual === undefined || usual.result.kind !== 'usual' || isOther) return null;
  const name = usual.result.object?.name ?? '';
  const check = upstreamOf(name, { onsetMs: daysAsked(asked, nowMs).fromDay * dayMs }, nowMs);
  const edges = (await rowsOf(check, asker)).filter((row) => textOf(row, 'table_name') === name);
  const behind: Behind[] = [];
  for (const [of, ids] of suspects)
    for (const [id, edge] of idsOf(of, edges)) {
      const broken = id === name ? null : await brokenOf(id, ids, asked, asker, nowMs);
      if (broken !== null) behind.push({ found: broken, edge, usual });
    }
  // What is over explains no complaint of now.
  return behind.find(goesOn) ?? null;
}

const goesOn = ({ found: { result } }: Behind): boolean =>
  result.kind === 'broken' && result.carriers.some(({ symptom }) => symptom.goesOn);

const isOne = (result: Found['result']): boolean =>
  result.kind === 'usual' && result.object !== null;

async function rowsOf(check: Check, asker: Asker): Promise<readonly Row[]> {
  await asker.ask([{ hypothesis: 'symptom', checks: [check] }]);
  return asker.look(check);
}

/** The ids of what edges name of a kind, each with its first edge. */
function idsOf(of: string, edges: readonly Row[]): ReadonlyMap<string, Row> {
  const ids = edges.toReversed().flatMap((edge) => {
    const type = (textOf(edge, 'entity_type') ?? '').toLowerCase();
    const id =
      of === 'table'
        ? textOf(edge, 'upstream_table')
        : type.includes(of)
          ? textOf(edge, 'entity_id')
          : null;
    return id === null ? [] : [[id, edge] as const];
  });
  return new Map(ids);
}

async function brokenOf(
  id: string,
  measures: readonly string[],
  asked: Asked,
  asker: Asker,
  nowMs: number,
): Promise<Found | null> {
  const own: Asked = { ...asked, text: id, names: [id], said: measures, kind: null };
  for (const measure of measures.map(measureOf)) {
    const check = seriesCheck(measure, nowMs);
    await asker.ask([{ hypothesis: 'symptom', checks: [check] }]);
    const table = asker.table(check);
    const result = table === null ? null : findSymptom(measure, table, own, nowMs);
    if (table !== null && result?.kind === 'broken' && result.isNamed && !result.isCase)
      return { measure, table, result };
  }
  return null;
}
