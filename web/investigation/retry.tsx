import type { JSX } from 'preact';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { messageOf } from '../problem.tsx';
import type { Investigation } from '../resources.ts';
import { send } from '../service.ts';

/** Outcomes after which a domain needs no second try by itself. */
const enough: readonly (string | null)[] = ['answered', 'no_data', 'skipped'];

/** A button that tries again what has no answer, and leads there; nothing where all answered. */
export function Retry({ investigation }: { readonly investigation: Investigation }): JSX.Element {
  const { route } = useLocation();
  const [said, setSaid] = useState<string | null>(null);
  const { lanes, links, rowsDeletedAt } = investigation;
  if (rowsDeletedAt !== null || lanes.every(({ outcome }) => enough.includes(outcome)))
    return <></>;
  const retry = async (): Promise<void> => {
    try {
      const { id } = await send<Investigation>(`${links.self}/retry`, {});
      route(`/i/${id}`);
    } catch (error) {
      setSaid(messageOf(error));
    }
  };
  return (
    <>
      <button type="button" onClick={() => void retry()}>
        Try again
      </button>
      <span role="status" class="note">
        {said}
      </span>
    </>
  );
}
