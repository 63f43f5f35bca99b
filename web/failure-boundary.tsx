import type { ComponentChildren, JSX } from 'preact';
import { useErrorBoundary } from 'preact/hooks';

/** Says so where the page itself has failed; what stands around it goes on. */
export function FailureBoundary({
  children,
}: {
  readonly children: ComponentChildren;
}): JSX.Element {
  const [error, reset] = useErrorBoundary((thrown: unknown) => {
    // Whoever looks at the console should find it.
    reportError(thrown);
  });
  if (error === undefined) return <>{children}</>;
  return (
    <div class="empty" role="alert">
      <h1>This page has failed</h1>
      <p>It is a fault of ours; your investigations go on. {String(error)}</p>
      <button type="button" onClick={reset}>
        Try again
      </button>
    </div>
  );
}
