/** One request as it was received; `status` is null until it is answered, and stays so when it never is. */
export type LoggedRequest = {
  readonly n: number;
  /** ISO-8601 UTC. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  principal: string | null;
  status: number | null;
  /** What a POST to Genie asked. */
  body?: { readonly content: string };
};

/** Every request since the process began, but for those to `/__local`. */
export type RequestLog = {
  readonly add: (method: string, path: string) => LoggedRequest;
  readonly after: (n: number) => readonly LoggedRequest[];
};

/** Numbers begin at 1 and have no gap. Effect: keeps what is added in memory. */
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
