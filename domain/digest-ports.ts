import type {
  Digest,
  DigestPart,
  DigestRef,
  DigestRun,
  DigestSpec,
  DigestStatus,
} from './digest.ts';

/** What the API stores and reads of digests. Every method uses only rows of the owner. */
export type DigestStore = {
  readonly create: (
    digest: DigestRef & { readonly spec: DigestSpec; readonly groups: readonly string[] },
  ) => Promise<Digest | 'name_taken' | 'too_many'>;
  /** By name. */
  readonly list: (owner: string) => Promise<readonly Digest[]>;
  readonly find: (ref: DigestRef) => Promise<Digest | null>;
  /** Newest first. */
  readonly runs: (ref: DigestRef, limit: number) => Promise<readonly DigestRun[]>;
  readonly setPaused: (ref: DigestRef, isPaused: boolean) => Promise<void>;
  readonly remove: (ref: DigestRef) => Promise<void>;
};

/** What the worker reads and stores of digests. */
export type DigestWork = {
  readonly find: (ref: DigestRef) => Promise<Digest | null>;
  /** Stores a run with a part for each question, once for a key; returns what stands. */
  readonly begin: (ref: DigestRef, key: string, parts: readonly DigestPart[]) => Promise<DigestRun>;
  readonly run: (ref: DigestRef, key: string) => Promise<DigestRun | null>;
  readonly setPart: (
    ref: DigestRef,
    key: string,
    position: number,
    part: DigestPart,
  ) => Promise<void>;
  /** Ends a run; the first end stands. */
  readonly end: (
    ref: DigestRef,
    key: string,
    end: {
      readonly status: Exclude<DigestStatus, 'running'>;
      readonly markdown: string;
      readonly parts: readonly DigestPart[];
    },
  ) => Promise<void>;
  /** Notes that the report is posted now; false when it was noted before. */
  readonly claimPosted: (ref: DigestRef, key: string) => Promise<boolean>;
  /** All digests, whose schedules a worker brings in line at its start. */
  readonly all: () => Promise<readonly Digest[]>;
};
