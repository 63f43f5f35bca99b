import type { GenieSpaces } from '../adapters/databricks/genie-spaces.ts';

/** The workspace whose spaces are read or changed. */
export type FoundWorkspace = {
  readonly spaces: GenieSpaces;
  /** Which workspace it is, for the first line. */
  readonly name: string;
  /** One of a stack on this machine, where nothing costs anything. */
  readonly isLocal: boolean;
};
