import type { JSX } from 'preact';
import type { SignedIn } from '../resources.ts';
import { useResource } from '../screen.tsx';
import { send } from '../service.ts';

/** Who is signed in, and the way out; nothing where the service is for its own machine. */
export function Who(): JSX.Element | null {
  const { state } = useResource<SignedIn>('/v1/sign-in');
  if (state.value.kind !== 'ready') return null;
  const { caller, ways } = state.value.value;
  if (caller === null || ways.length === 0) return null;
  const isByCookie = !ways.includes('databricks-apps');
  return (
    <span class="who">
      <span title={`Role ${caller.role}`}>{nameOf(caller.id)}</span>
      {isByCookie && (
        <button type="button" onClick={() => void signOut()}>
          Sign out
        </button>
      )}
    </span>
  );
}

/** The end of an id: what stands before says which way in it is of. */
const nameOf = (id: string): string => id.replace(/^[^#:]*:(?:[^#]*#)?/, '');

async function signOut(): Promise<void> {
  await send<SignedIn>('/v1/sign-in', {}, { method: 'DELETE' }).catch(() => undefined);
  location.assign('/');
}
