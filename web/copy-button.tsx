import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

type Props = { readonly text: string | (() => string); readonly label: string };

/** Copies a text, and says so. */
export function CopyButton({ text, label }: Props): JSX.Element {
  const [said, setSaid] = useState<string | null>(null);
  const copy = async (): Promise<void> => {
    const copied = await navigator.clipboard
      ?.writeText(typeof text === 'string' ? text : text())
      .then(
        () => true,
        () => false,
      );
    setSaid(copied === true ? 'Copied' : 'The browser does not allow it');
    setTimeout(() => setSaid(null), 2_000);
  };
  return (
    <button type="button" class="quiet" onClick={() => void copy()}>
      <span role="status">{said ?? label}</span>
    </button>
  );
}
