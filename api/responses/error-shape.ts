import type { AppError, FailureCode } from '../../domain/errors.ts';
import { failures } from '../../domain/errors.ts';

/** Clients give up on a longer Retry-After and wait as they like, seconds. */
export const longestRetrySeconds = 60;

const types: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
};

/** Names that clients of the protocol know, where a field of ours stands for the same. */
function codeOf({ code, details }: AppError): string {
  const [first] = details.problems ?? [];
  if (first?.message === 'unknown field') return 'unknown_parameter';
  if (first?.path === 'model') return 'model_not_found';
  if (first?.path === 'previous_response_id') return 'previous_response_not_found';
  return code satisfies FailureCode;
}

/**
 * A failure as clients of the Responses protocol read it. Of a bug it tells nothing but the id of the request.
 *
 * Pure.
 */
export function responsesError(failure: AppError, requestId: string) {
  const { http } = failures[failure.code];
  const [first] = failure.details.problems ?? [];
  return {
    error: {
      message:
        failure.code === 'bug'
          ? `Something went wrong on our side. Quote ${requestId} when you report it.`
          : failure.message,
      type: types[http] ?? (http < 500 ? 'invalid_request_error' : 'server_error'),
      param: first?.path ?? null,
      code: codeOf(failure),
    },
  };
}
