import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

type Props = {
  /** The number that was clicked. */
  readonly button: HTMLElement;
  readonly children: ComponentChildren;
  /** Buttons and links beside the one that closes. */
  readonly actions: ComponentChildren;
  readonly onClose: () => void;
};

const gap = 8;

/** A card beside the number of a citation; what is lit in its list is scrolled into view. */
export function Card({ button, children, actions, onClose }: Props): JSX.Element {
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = (): void => placeBeside(card.current, button);
    place();
    window.addEventListener('resize', place);
    return () => window.removeEventListener('resize', place);
  }, [button]);
  // Before the card is painted: a key pressed at once belongs to the card, not to the number behind it.
  useLayoutEffect(() => {
    card.current?.focus({ preventScroll: true });
    const list = card.current?.querySelector('dl');
    const cited = list?.querySelector<HTMLElement>('.lit');
    if (list && cited) list.scrollTop = cited.offsetTop - list.offsetTop - list.clientHeight / 2;
    button.classList.add('chosen');
    return () => button.classList.remove('chosen');
  }, [button]);
  const close = (): void => {
    onClose();
    button.focus({ preventScroll: true });
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
      {children}
      <div class="actions">
        {actions}
        <button type="button" class="quiet" onClick={close}>
          Close
        </button>
      </div>
    </div>
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
