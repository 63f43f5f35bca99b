import type { InvestigationRef } from '../domain/investigation.ts';
import { askedAsOf } from '../domain/on-behalf.ts';
import type { Deps } from './deps.ts';

/** Investigations of which a worker knows as whom they are asked; the oldest are forgotten. */
const mostKnown = 5_000;

/**
 * Creates what gives the activities of an investigation their ways to the workspace: those of whom it is asked as.
 *
 * Effect: one statement for each investigation, as it never changes.
 */
export function createAsAsked(deps: Deps): (ref: InvestigationRef) => Promise<Deps> {
  const known = new Map<string, Promise<string | null>>();
  return async (ref) => {
    // Lanes that begin together wait for one statement.
    const reading = known.get(ref.id) ?? deps.store.askedAs(ref);
    known.set(ref.id, reading);
    reading.catch(() => {
      if (known.get(ref.id) === reading) known.delete(ref.id);
    });
    const [oldest] = known.keys();
    if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
    const name = await reading;
    return { ...deps, ...deps.workspaceFor(ref, name), askedAs: askedAsOf(name) };
  };
}
