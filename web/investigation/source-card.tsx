import type { JSX } from 'preact';
import { Markdown } from '../answer/markdown.tsx';
import type { ToolSource } from '../resources.ts';
import { Card } from './card.tsx';

type Props = {
  readonly source: ToolSource;
  readonly button: HTMLElement;
  readonly onClose: () => void;
};

/** The card of what a tool found: a step of a runbook in full, or a quotation with its address. */
export function SourceCard({ source, button, onClose }: Props): JSX.Element {
  const { title, text, url } = source;
  const isWeb = url !== null && /^https?:\/\//i.test(url);
  const actions = isWeb && (
    <a class="quiet" href={url} target="_blank" rel="noopener noreferrer">
      Open {new URL(url).host}
    </a>
  );
  return (
    <Card button={button} actions={actions} onClose={onClose}>
      <p class="note">{title}</p>
      <Markdown text={text} />
    </Card>
  );
}
