import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { CopyButton } from '../copy-button.tsx';
import type { Evidence } from '../resources.ts';

type Props = Pick<Evidence, 'sql' | 'parameters'>;

/** A statement with its parameters; its words are coloured when it is opened. */
export function Sql({ sql, parameters }: Props): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const code = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    void import('./highlight-sql.ts').then(({ highlightSql }) =>
      code.current?.replaceChildren(highlightSql(sql)),
    );
  }, [isOpen, sql]);
  return (
    <details class="sql" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>SQL</summary>
      <div class="actions">
        <CopyButton text={sql} label="Copy SQL" />
      </div>
      <pre tabIndex={0} aria-label="SQL">
        <code ref={code}>{sql}</code>
      </pre>
      {parameters.length > 0 && (
        <dl class="pairs">
          {parameters.map(({ name, value }) => (
            <div key={name}>
              <dt>:{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </details>
  );
}
