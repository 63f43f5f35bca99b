import type { GenieSpaces } from '../adapters/databricks/genie-spaces.ts';
import type { Tried } from '../adapters/databricks/inspector.ts';

/** The workspace whose spaces are read or changed. */
export type FoundWorkspace = {
  readonly spaces: GenieSpaces;
  /** Tries a statement on a warehouse, which starts it. */
  readonly run: (warehouseId: string, statement: string) => Promise<Tried>;
  /** Which workspace it is, for the first line. */
  readonly name: string;
  /** One of a stack on this machine, where nothing costs anything. */
  readonly isLocal: boolean;
};
