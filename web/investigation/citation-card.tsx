import type { JSX } from 'preact';
import { cellText, countText, exactText, headerUnit } from '../format.ts';
import type { Citation, Evidence } from '../resources.ts';
import { Card } from './card.tsx';
import { anchorOf } from './evidence-view.tsx';

type Props = {
  readonly citation: Citation;
  readonly button: HTMLElement;
  readonly tables: readonly Evidence[];
  readonly onClose: () => void;
};

/** The card of a citation: the cell in its row, beside the number that was clicked. */
export function CitationCard({ citation, button, tables, onClose }: Props): JSX.Element {
  const table = tables.find(({ id }) => id === citation.evidenceId);
  const show = (): void => {
    const place = table === undefined ? null : document.getElementById(anchorOf(table));
    place?.closest('details')?.setAttribute('open', '');
    (place?.querySelector<HTMLElement>('.lit') ?? place)?.scrollIntoView({ block: 'center' });
    place?.querySelector<HTMLElement>('.rows')?.focus({ preventScroll: true });
  };
  const actions = (
    <button type="button" onClick={show}>
      Show in its table
    </button>
  );
  return (
    <Card button={button} actions={actions} onClose={onClose}>
      {table === undefined ? (
        <p>This table is not there any more.</p>
      ) : (
        <Cited citation={citation} table={table} />
      )}
    </Card>
  );
}

type CitedProps = { readonly citation: Citation; readonly table: Evidence };

function Cited({ citation, table }: CitedProps): JSX.Element {
  const { row, columnIndex, column } = citation;
  if (columnIndex === null)
    return (
      <p>
        {countText(table.rowCount, 'row')} in “{table.title}”.
      </p>
    );
  if (row === null)
    return (
      <p>
        The whole column {column} of “{table.title}”, {countText(table.rowCount, 'row')}.
      </p>
    );
  const cells = table.rows[row] ?? [];
  return (
    <>
      <p class="note">
        {table.title}, row {row + 1} of {table.rowCount}
      </p>
      <dl class="pairs">
        {table.columns.map((one, at) => (
          <div key={one.name} class={at === columnIndex ? 'lit' : ''}>
            <dt>{one.name}</dt>
            <dd title={exactText(cells[at] ?? null)}>
              {cellText(cells[at] ?? null, one)} {cells[at] == null ? '' : headerUnit(one)}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
