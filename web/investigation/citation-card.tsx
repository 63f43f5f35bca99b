import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { cellText, countText, exactText, headerUnit } from '../format.ts';
import type { Citation, Evidence } from '../resources.ts';
import { anchorOf } from './evidence-view.tsx';

/** A citation and the button that opened it. */
export type Chosen = { readonly citation: Citation; readonly button: HTMLElement };

type Props = {
  readonly chosen: Chosen;
  readonly tables: readonly Evidence[];
  readonly onClose: () => void;
};

const gap = 8;

/** The card of a citation: the cell in its row, beside the number that was clicked. */
export function CitationCard({ chosen, tables, onClose }: Props): JSX.Element {
  const { citation, button } = chosen;
  const card = useRef<HTMLDivElement>(null);
  const table = tables.find(({ id }) => id === citation.evidenceId);
  useLayoutEffect(() => {
    const place = (): void => placeBeside(card.current, button);
    place();
    window.addEventListener('resize', place);
    return () => window.removeEventListener('resize', place);
  }, [chosen]);
  useEffect(() => {
    card.current?.focus({ preventScroll: true });
    const list = card.current?.querySelector('dl');
    const cited = list?.querySelector<HTMLElement>('.lit');
    if (list && cited) list.scrollTop = cited.offsetTop - list.offsetTop - list.clientHeight / 2;
    button.classList.add('chosen');
    return () => button.classList.remove('chosen');
  }, [chosen]);
  const close = (): void => {
    onClose();
    button.focus({ preventScroll: true });
  };
  const show = (): void => {
    const place = table === undefined ? null : document.getElementById(anchorOf(table));
    place?.closest('details')?.setAttribute('open', '');
    (place?.querySelector<HTMLElement>('.lit') ?? place)?.scrollIntoView({ block: 'center' });
    place?.querySelector<HTMLElement>('.rows')?.focus({ preventScroll: true });
  };
  return (
    <div
      ref={card}
      class="card"
      role="dialog"
      aria-label="Source"
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      {table === undefined ? (
        <p>This table is not there any more.</p>
      ) : (
        <Cited citation={citation} table={table} />
      )}
      <div class="actions">
        <button type="button" onClick={show}>
          Show in its table
        </button>
        <button type="button" class="quiet" onClick={close}>
          Close
        </button>
      </div>
    </div>
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

/** Below the number if there is room, else above it, and never beyond the edges. */
function placeBeside(card: HTMLElement | null, button: HTMLElement): void {
  if (card === null) return;
  const at = button.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = card;
  const below = at.bottom + gap + offsetHeight <= window.innerHeight;
  const top = below ? at.bottom + gap : Math.max(gap, at.top - gap - offsetHeight);
  const left = Math.min(at.left, document.documentElement.clientWidth - offsetWidth - gap);
  card.style.top = `${top + window.scrollY}px`;
  card.style.left = `${Math.max(gap, left)}px`;
}
