import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { createMarkdownView } from './markdown-view.ts';
import type { MarkdownView } from './markdown-view.ts';

type Props = {
  readonly text: string;
  /** A citation was chosen, by the button of its marker. */
  readonly onCite?: (marker: string, button: HTMLElement) => void;
};

/** Markdown that others wrote; a long text comes in over several frames. */
export function Markdown({ text, onCite }: Props): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<MarkdownView | null>(null);
  useLayoutEffect(() => {
    if (place.current === null) return;
    view.current ??= createMarkdownView(place.current);
    view.current.show(text);
  }, [text]);
  useEffect(() => () => view.current?.[Symbol.dispose](), []);
  const onClick = (event: MouseEvent): void => {
    const button = (event.target as Element).closest<HTMLElement>('button.cite');
    const marker = button?.dataset['marker'];
    if (button && marker !== undefined) onCite?.(marker, button);
  };
  // The buttons inside take the keyboard.
  return <div ref={place} class="markdown" onClick={onClick} />;
}
