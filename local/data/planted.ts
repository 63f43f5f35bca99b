import { decoys } from './decoys/index.ts';
import type { Decoy } from './decoys/decoy.ts';
import { incidents } from './incidents/index.ts';
import type { Incident } from './incidents/incident.ts';

/** Which incidents and decoys the data has, by their ids; `all` and `none` stand for every one and no one. */
export type Planted = {
  /** `all` when left out. */
  readonly incidents?: readonly string[];
  /** `none` when left out. */
  readonly decoys?: readonly string[];
};

const ids: readonly string[] = incidents.map(({ id }) => id);

function chosen(given: readonly string[] | undefined, otherwise: readonly string[]): string[] {
  if (given === undefined) return [...otherwise];
  if (given.includes('all')) return [...ids];
  return ids.filter((id) => given.includes(id));
}

/** The ids that are neither of an incident nor `all` or `none`. Pure. */
export const unknownIds = (given: readonly string[]): readonly string[] =>
  given.filter((id) => ![...ids, 'all', 'none'].includes(id));

/** The incidents and decoys that are meant, in their own order. Pure. */
export function plantedOf(planted: Planted): {
  readonly incidents: readonly Incident[];
  readonly decoys: readonly Decoy[];
} {
  const on = chosen(planted.incidents, ids);
  const beside = chosen(planted.decoys, []);
  return {
    incidents: incidents.filter(({ id }) => on.includes(id)),
    decoys: decoys.filter(({ id }) => beside.includes(id)),
  };
}

/** The same text for the same incidents and decoys; empty for the usual ones: every incident, no decoy. Pure. */
export function plantedKey(planted: Planted): string {
  const on = chosen(planted.incidents, ids);
  const beside = chosen(planted.decoys, []);
  const mask = (names: readonly string[]) =>
    ids
      .reduce((bits, id) => (bits << 1n) | BigInt(names.includes(id)), 0n)
      .toString(16)
      .padStart(Math.ceil(ids.length / 4), '0');
  return on.length === ids.length && beside.length === 0 ? '' : `-${mask(on)}.${mask(beside)}`;
}
