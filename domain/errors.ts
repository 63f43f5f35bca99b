/**
 * The closed table of failures; the HTTP status and Temporal's retry derive from it. `retried` says
 * whether the same request may succeed later without anyone changing it.
 */
export const failures = {
  'input.invalid': { http: 400, retried: false, title: 'The request is not valid' },
  'input.not_found': { http: 404, retried: false, title: 'Not found' },
  'input.conflict': { http: 409, retried: false, title: 'Not possible in this state' },
  'input.too_large': { http: 413, retried: false, title: 'The request is too large' },
  'input.key_reused': {
    http: 422,
    retried: false,
    title: 'Idempotency key used for another request',
  },
  'auth.required': { http: 401, retried: false, title: 'Not signed in' },
  'auth.denied': { http: 403, retried: false, title: 'Not allowed' },
  'tool.refused': { http: 403, retried: false, title: 'Refused' },
  'model.malformed': { http: 502, retried: false, title: 'The model answered in a wrong form' },
  'limit.exceeded': { http: 429, retried: false, title: 'Too many questions are waiting' },
  'limit.rate': { http: 429, retried: false, title: 'Too often' },
  'limit.day': { http: 429, retried: false, title: 'The questions of today are used up' },
  'upstream.limited': { http: 503, retried: true, title: 'A service asked us to wait' },
  'upstream.down': { http: 503, retried: true, title: 'A service does not answer' },
  'upstream.rejected': { http: 502, retried: false, title: 'A service refused the request' },
  'dependency.down': { http: 503, retried: true, title: 'A part of this service does not answer' },
  bug: { http: 500, retried: true, title: 'Internal error' },
} as const satisfies Record<string, { http: number; retried: boolean; title: string }>;

export type FailureCode = keyof typeof failures;

/**
 * One invalid field of a request: `path` with dots (`domains.0`), `message` says what is expected.
 */
export type InputProblem = { readonly path: string; readonly message: string };

export type FailureDetails = {
  readonly problems?: readonly InputProblem[];
  /** How long to wait before the same request may work, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Status of the HTTP reply that a service refused with. */
  readonly upstreamStatus?: number;
  /**
   * True when the request may have taken effect without a reply; false when it certainly did not.
   */
  readonly unknownEffect?: boolean;
  /** The reply could not be understood; the next one may be. */
  readonly unreadable?: boolean;
  /**
   * The token of the user as whom the workspace is asked: `expired` until they bring a new one, `gone` when
   * none can take its place.
   */
  readonly signIn?: 'expired' | 'gone';
  /** Path of the resource that was created before the failure. */
  readonly location?: string;
};

/**
 * A failure inside one process, raised by the layer that knows what happened. Its message says what
 * happened, where, and what to do, and holds no secret. The edges translate it by `code`.
 */
export class AppError extends Error {
  readonly code: FailureCode;
  readonly details: FailureDetails;

  constructor(
    code: FailureCode,
    message: string,
    options: FailureDetails & { cause?: unknown } = {},
  ) {
    const { cause, ...details } = options;
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

/** The failure that was thrown; any other thrown value becomes a `bug`. */
export function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('bug', message, { cause: thrown });
}
