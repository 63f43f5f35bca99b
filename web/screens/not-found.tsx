import type { JSX } from 'preact';
import { useTitle } from '../screen.tsx';

/** The screen of an address that leads nowhere. */
export function NotFound(): JSX.Element {
  useTitle('Not found');
  return (
    <div class="empty">
      <h1>There is nothing at this address</h1>
      <p>
        <a href="/">Ask a question</a>, or look for it in the <a href="/history">history</a>.
      </p>
    </div>
  );
}
