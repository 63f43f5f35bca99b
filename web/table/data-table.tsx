import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { cellText, exactText, headerUnit, isNumberColumn } from '../format.ts';
import type { Evidence } from '../resources.ts';

/** The cited place: a cell, with `row` null the whole column, with `columnIndex` null the number of rows. */
export type Place = { readonly row: number | null; readonly columnIndex: number | null };

type Table = Pick<Evidence, 'title' | 'columns' | 'rows'>;
type Props = { readonly table: Table; readonly lit: Place | null };

/** Height of a row, pixels, as the style sheet has it. */
const rowHeight = 28;
/** Rows that a table shows without scrolling. */
const visibleRows = 12;
/** Rows that are drawn above and below what is seen. */
const margin = 20;
/** Rows whose texts decide the width of a column. */
const measuredRows = 200;
/** Widths of columns, characters. */
const [narrowest, widest] = [6, 44];

/** Rows and columns; of a long table only the rows near what is seen are drawn. */
export function DataTable({ table, lit }: Props): JSX.Element {
  const { columns, rows } = table;
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const first = Math.max(0, Math.floor(top / rowHeight) - margin);
  const last = Math.min(rows.length, first + visibleRows + 2 * margin);
  useEffect(() => {
    if (box.current === null || lit === null) return;
    // Only within the table: the reader stays where the citation is.
    if (lit.row !== null)
      box.current.scrollTop = Math.max(0, (lit.row - visibleRows / 2) * rowHeight);
    const head = box.current.querySelectorAll<HTMLElement>('th')[lit.columnIndex ?? 0];
    box.current.scrollLeft = (head?.offsetLeft ?? 0) - box.current.clientWidth / 2;
  }, [lit]);
  return (
    <div
      ref={box}
      class="rows"
      tabIndex={0}
      role="region"
      aria-label={`Rows of ${table.title}`}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <table aria-rowcount={rows.length + 1}>
        <colgroup>
          {columns.map((column, at) => (
            <col key={column.name} style={{ width: `${widthOf(table, at)}ch` }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column.name} scope="col" class={isNumberColumn(column) ? 'number' : ''}>
                {column.name} <span class="unit">{headerUnit(column)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap rows={first} />
          {rows.slice(first, last).map((cells, at) => (
            <Row key={first + at} at={first + at} cells={cells} columns={columns} lit={lit} />
          ))}
          <Gap rows={rows.length - last} />
        </tbody>
      </table>
    </div>
  );
}

function Gap({ rows }: { readonly rows: number }): JSX.Element | null {
  if (rows <= 0) return null;
  return (
    <tr aria-hidden="true" class="gap">
      <td style={{ height: `${rows * rowHeight}px` }} />
    </tr>
  );
}

type RowProps = {
  readonly at: number;
  readonly cells: Evidence['rows'][number];
  readonly columns: Evidence['columns'];
  readonly lit: Place | null;
};

function Row({ at, cells, columns, lit }: RowProps): JSX.Element {
  const isLit = (column: number): boolean =>
    lit !== null && lit.columnIndex === column && (lit.row === null || lit.row === at);
  return (
    <tr aria-rowindex={at + 2} class={lit?.row === at ? 'lit-row' : ''}>
      {columns.map((column, index) => {
        const cell = cells[index] ?? null;
        const text = cellText(cell, column);
        const classes = [isNumberColumn(column) ? 'number' : '', isLit(index) ? 'lit' : ''];
        return (
          <td key={column.name} class={classes.join(' ').trim()} title={exactText(cell)}>
            {text}
          </td>
        );
      })}
    </tr>
  );
}

/** From the header and the first rows, so that it does not change while a reader scrolls. */
function widthOf({ columns, rows }: Table, at: number): number {
  const column = columns[at];
  if (column === undefined) return narrowest;
  const header = column.name.length + headerUnit(column).length + 1;
  const lengths = rows
    .slice(0, measuredRows)
    .map((cells) => cellText(cells[at] ?? null, column).length);
  return Math.min(widest, Math.max(narrowest, header, ...lengths)) + 3;
}
