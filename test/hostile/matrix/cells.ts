import type { Bend } from '../bend.ts';
import type { ModelBend } from '../bending-model.ts';
import { endpoints, faults } from './faults.ts';
import type { Endpoint, FaultName } from './faults.ts';
import { endingOf } from './oracle.ts';
import type { Ending, Times } from './oracle.ts';

/** A fault at an endpoint, once or for ever, and how the investigation that meets it must end. */
export type Cell = {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly times: Times;
  readonly ending: Ending;
  readonly bend: Bend | ModelBend;
};

/** A cell that cannot happen. */
export type InvalidCell = { readonly name: string; readonly why: string };

/** Every cell of the matrix: each is either tried, or named with the reason why it cannot be. */
export function matrix(): {
  readonly cells: readonly Cell[];
  readonly invalid: readonly InvalidCell[];
} {
  const cells: Cell[] = [];
  const invalid: InvalidCell[] = [];
  for (const fault of Object.keys(faults) as FaultName[])
    for (const endpoint of endpoints)
      for (const times of ['once', 'forever'] as const) {
        const name = `${endpoint}: ${fault}, ${times}`;
        const change = faults[fault](endpoint);
        const ending = endingOf(fault, endpoint, times);
        if (typeof change === 'string') invalid.push({ name, why: change });
        else if (ending === null) throw new Error(`nobody says how it ends: ${name}`);
        else
          cells.push({
            name,
            endpoint,
            times,
            ending,
            bend: bendOf(name, endpoint, times, change),
          });
      }
  return { cells, invalid };
}

function bendOf(name: string, endpoint: Endpoint, times: Times, change: object): Cell['bend'] {
  const count = times === 'once' ? { times: 1 } : {};
  const bend = { id: name, kind: 'matrix', ...count, ...change };
  if (endpoint === 'choose' || endpoint === 'write') return { ...bend, call: endpoint };
  const base = endpoint === 'token' ? ({ base: 'token refused' } as const) : {};
  return { ...bend, ...base, route: endpoint };
}

/** Whether the far side of a cell is the model. */
export const isOfModel = (bend: Cell['bend']): bend is ModelBend => 'call' in bend;
