import type { ObjectColumns } from '../measure.ts';
import { numberOf } from '../rows.ts';
import type { Row } from '../rows.ts';

/** An object of a workspace, by the columns of its id and name. */
export const inWorkspace = (kind: string, id: string, name: string): ObjectColumns => ({
  kind: { is: kind },
  id,
  name,
  workspace: 'workspace_id',
});

/** An object that its name alone identifies. */
export const byName = (kind: string, name: string): ObjectColumns => ({
  kind: { is: kind },
  id: name,
  name: null,
  workspace: null,
});

/** The number of a column. */
export const column =
  (name: string) =>
  (row: Row): number | null =>
    numberOf(row, name);

/** The part that columns are of another, in percent; null where there is nothing to be a part of. */
export const percent =
  (whole: string, ...parts: readonly string[]) =>
  (row: Row): number | null => {
    const all = numberOf(row, whole) ?? 0;
    const part = parts.reduce((total, name) => total + (numberOf(row, name) ?? 0), 0);
    return all <= 0 ? null : (100 * part) / all;
  };
