import type { PlatformObject } from '../domain/explanation.ts';
import { defineCause } from './cause.ts';
import type { Hypothesis, Look } from './cause.ts';
import { jobSeries, pipelineSeries, tableSeries, upstreamOf, writersOfStale } from './checks.ts';
import type { Break } from './symptom/breaks.ts';
import { breakBefore } from './symptom/of-object.ts';
import type { Cell } from './symptom/measure.ts';
import type { Row } from './symptom/rows.ts';
import { textOf } from './symptom/rows.ts';

/** What may have stopped a writer, and how a sentence says it. */
const writers: Readonly<
  Record<
    string,
    readonly (readonly [measure: string, series: (nowMs: number) => ReturnType<typeof jobSeries>])[]
  >
> = {
  JOB: [
    ['failed runs', jobSeries],
    ['missing runs', jobSeries],
  ],
  PIPELINE: [['failed updates', pipelineSeries]],
};

/** What writes a table fails or does not run, or a table that it is made from is late itself. */
export const upstream = defineCause({
  kind: 'upstream',
  noun: 'trouble upstream',
  explains: ['stale', 'rows'],
  on: ['table'],
  isRoot: true,
  checks: (symptom, nowMs) => [
    upstreamOf(symptom.object.id, symptom, nowMs),
    writersOfStale(symptom, nowMs),
    jobSeries(nowMs),
    pipelineSeries(nowMs),
    tableSeries(nowMs),
  ],
  find: (symptom, look, nowMs) => {
    // Lineage has a row without a source where a table is made from files.
    const edges = [
      ...look(writersOfStale(symptom, nowMs)).filter(
        (row) => textOf(row, 'table_name') === symptom.object.id,
      ),
      ...look(upstreamOf(symptom.object.id, symptom, nowMs)),
    ];
    const isSeen = new Set<string>();
    return edges.flatMap((edge) => {
      const key = `${textOf(edge, 'entity_type')} ${textOf(edge, 'entity_id')}`;
      const repeated = isSeen.has(key);
      isSeen.add(key);
      return [
        ...(repeated ? [] : byWriter(edge, symptom, look, nowMs)),
        ...byTable(edge, symptom, look, nowMs),
      ];
    });
  },
  actions: {
    now: 'Mend {object} first; then run what is made from it.',
    thisWeek: 'Alert on {object} itself, not only on what is made from it.',
    thisMonth: 'Let jobs downstream wait for their sources instead of a time of day.',
  },
});

function byWriter(edge: Row, symptom: Break, look: Look, nowMs: number): readonly Hypothesis[] {
  const type = (textOf(edge, 'entity_type') ?? '').toUpperCase();
  const id = textOf(edge, 'entity_id');
  const [, kinds = []] = Object.entries(writers).find(([name]) => type.includes(name)) ?? [];
  if (id === null) return [];
  return kinds.flatMap(([measure, series]) => {
    const rows = look(series(nowMs));
    const kind = type.includes('JOB') ? 'job' : 'pipeline';
    const own = ownRow(rows, kind, id, textOf(edge, 'workspace_id'));
    if (own === null) return [];
    const object = { kind, id, name: id, workspaceId: textOf(own, 'workspace_id') };
    const broken = breakBefore(measure, rows, object, symptom, nowMs);
    if (broken === null) return [];
    return [
      {
        objects: [broken.object, symptom.object],
        atMs: Math.min(broken.onsetMs, symptom.causeByMs - 1),
        mayWait: true,
        edge: 'lineage',
        fits: true,
        share: 1,
        say: ({ cell }) => {
          const [first] = broken.rows;
          const did =
            measure === 'missing runs' || first === undefined
              ? 'does not run as it usually does'
              : `has failed since ${cell(first, 'first_failed_at')}${countOf(kind, broken, cell)}`;
          return `${cell(own, `${kind}_name`)}, which writes ${cell(edge, 'table_name')}, ${did}`;
        },
        because: broken,
      },
    ];
  });
}

/** How many of its latest runs or updates failed, with the day. */
function countOf(kind: string, { rows }: Break, cell: Cell): string {
  const last = rows.at(-1);
  if (last === undefined) return '';
  const [failed, all, day, what] =
    kind === 'job'
      ? ['failed_runs', 'runs', 'run_date', 'runs']
      : ['failed_updates', 'updates', 'update_date', 'updates'];
  return `; on ${cell(last, day)} ${cell(last, failed)} of ${cell(last, all)} ${what}`;
}

/** The latest row of a writer; null where its id alone, which workspaces share, does not tell which it is. */
function ownRow(rows: readonly Row[], kind: string, id: string, workspaceId: string | null) {
  const ofId = rows.filter((row) => textOf(row, `${kind}_id`) === id);
  const own = ofId.filter((row) => [null, textOf(row, 'workspace_id')].includes(workspaceId));
  const isOne = new Set(own.map((row) => textOf(row, 'workspace_id'))).size === 1;
  return isOne ? (own.at(-1) ?? null) : null;
}

function byTable(edge: Row, symptom: Break, look: Look, nowMs: number): readonly Hypothesis[] {
  const source = textOf(edge, 'upstream_table');
  if (source === null || source === symptom.object.id) return [];
  const object: PlatformObject = { kind: 'table', id: source, name: source, workspaceId: null };
  const { id } = symptom.measure;
  const broken = breakBefore(id, look(tableSeries(nowMs)), object, symptom, nowMs);
  if (broken === null) return [];
  const isLate = id === 'stale';
  return [
    {
      objects: [object, symptom.object],
      atMs: Math.min(broken.onsetMs, symptom.causeByMs - 1),
      mayWait: true,
      edge: 'lineage',
      fits: true,
      share: 1,
      say: ({ cell }) =>
        `${cell(edge, 'table_name')} is made from ${cell(edge, 'upstream_table')}, which ${isLate ? 'is late itself' : 'got fewer rows too'}`,
      because: broken,
    },
  ];
}
