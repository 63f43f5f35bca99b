import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { CalledPath } from '../client/index.ts';
import type { Loaded, Loader } from './load.ts';
import { createLoader } from './load.ts';
import { read } from './service.ts';

/** Sets the title of the tab while a screen is shown. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Health Monitor' : `${title} · Health Monitor`;
  }, [title]);
}

/** Keeps something that is made for a key and ends with it. */
export function useKept<Kept extends Disposable>(make: () => Kept, key: string): Kept {
  const kept = useMemo(make, [key]);
  useEffect(() => () => kept[Symbol.dispose](), [kept]);
  return kept;
}

/** Reads a resource for as long as a screen is shown; another path reads anew. */
export function useResource<Value>(path: CalledPath<'get'>): Loader<Value> {
  return useKept(() => createLoader((signal) => read<Value>(path, { signal })), path);
}

/** The note that stands on a screen while the service is away. */
export function Reconnecting({ isCut }: { readonly isCut: boolean }): JSX.Element {
  return (
    <div role="status" class="reconnecting">
      {isCut && (
        <p>
          Reconnecting: the service does not answer. Nothing is lost; this page goes on by itself.
        </p>
      )}
    </div>
  );
}

type StatesProps<Value> = {
  readonly loaded: Loaded<Value>;
  /** What is read, as in “Reading the history”. */
  readonly what: string;
  readonly children: (value: Value) => ComponentChildren;
};

/** What was read, or why it is not there yet. */
export function States<Value>({ loaded, what, children }: StatesProps<Value>): JSX.Element {
  if (loaded.kind === 'loading')
    return (
      <p class="empty" aria-busy="true">
        Reading {what} …
      </p>
    );
  if (loaded.kind === 'refused') {
    const { title, detail, requestId } = loaded.refusal.problem;
    return (
      <div class="empty" role="alert">
        <h2>{title}</h2>
        <p>{detail}</p>
        <p class="note">Request {requestId}</p>
      </div>
    );
  }
  return <>{children(loaded.value)}</>;
}
