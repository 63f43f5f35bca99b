/** One received request; `status` is null until, and unless, it is answered. */
export type LoggedRequest = {
  readonly n: number;
  /** ISO-8601 UTC. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  principal: string | null;
  status: number | null;
  /** The question of a POST to Genie. */
  body?: { readonly content: string };
};

/** Every request since the process started, except those to `/__local`. */
export type RequestLog = {
  readonly add: (method: string, path: string) => LoggedRequest;
  readonly after: (n: number) => readonly LoggedRequest[];
};

/** Numbers requests from 1 without gaps. Effect: keeps them in memory. */
export function createRequestLog(): RequestLog {
  const entries: LoggedRequest[] = [];
  return {
    add: (method, path) => {
      const entry = {
        n: entries.length + 1,
        at: new Date().toISOString(),
        method,
        path,
        principal: null,
        status: null,
      };
      entries.push(entry);
      return entry;
    },
    after: (n) => entries.slice(Math.max(0, n)),
  };
}
