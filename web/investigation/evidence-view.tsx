import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { DatabricksLink } from '../databricks-link.tsx';
import { countText } from '../format.ts';
import type { Citation, Evidence, Investigation } from '../resources.ts';
import { readFile } from '../service.ts';
import { Chart } from '../table/chart.tsx';
import { DataTable } from '../table/data-table.tsx';
import { Sql } from '../table/sql.tsx';
import { Time } from '../time.tsx';
import { messageOf } from '../problem.tsx';

type Props = {
  readonly table: Evidence;
  readonly investigation: Investigation;
  readonly lit: Citation | null;
};

/** The id of a table on the page, for links to it. */
export const anchorOf = (table: Pick<Evidence, 'id'>): string => `table-${table.id}`;

/** One table: where it comes from, its rows, its picture, its SQL. */
export function EvidenceView({ table, investigation, lit }: Props): JSX.Element {
  const chart = investigation.answer?.charts.find(
    ({ evidenceId, type }) => evidenceId === table.id && type !== 'table',
  );
  const place = lit?.evidenceId === table.id ? lit : null;
  return (
    <section class="evidence" id={anchorOf(table)} aria-label={table.title}>
      <h3 class={place !== null && place.columnIndex === null ? 'lit' : ''}>{table.title}</h3>
      <Origin table={table} />
      {chart !== undefined && <Chart spec={chart} table={table} />}
      {table.rows.length > 0 && <DataTable table={table} lit={place} />}
      <div class="actions">
        {table.rows.length > 0 && <Csv table={table} investigation={investigation} />}
        {table.source.kind === 'genie' && <DatabricksLink url={table.source.url} />}
      </div>
      {table.source.kind === 'computed' ? (
        <p class="note">{table.source.rule}</p>
      ) : (
        <Sql sql={table.sql} parameters={table.parameters} />
      )}
    </section>
  );
}

function Origin({ table }: Pick<Props, 'table'>): JSX.Element {
  return (
    <p class="note">
      {countText(table.rowCount, 'row')}
      {table.truncated && ', cut off'} · {originOf(table)}
      {table.completeUntil !== null && (
        <>
          {' '}
          · complete until <Time at={table.completeUntil} />
        </>
      )}
      {table.priceBasis !== null && ` · ${table.priceBasis} prices`}
    </p>
  );
}

function originOf({ certified, source }: Evidence): string {
  if (certified !== null) return `certified: ${certified}`;
  return source.kind === 'computed' ? 'computed from other tables' : 'SQL of Genie, not certified';
}

function Csv({ table, investigation }: Pick<Props, 'table' | 'investigation'>): JSX.Element {
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    try {
      const path = `${investigation.links.evidence}/${encodeURIComponent(table.id)}` as const;
      const address = URL.createObjectURL(await readFile(path, 'text/csv'));
      const link = document.createElement('a');
      link.href = address;
      link.download = `${table.domain}-${table.id}.csv`;
      link.click();
      URL.revokeObjectURL(address);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <button type="button" class="quiet" onClick={() => void save()}>
      <span role="status">{problem ?? 'CSV'}</span>
    </button>
  );
}
