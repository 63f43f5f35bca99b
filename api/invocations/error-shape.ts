import type { AppError } from '../../domain/errors.ts';
import { failures } from '../../domain/errors.ts';

const codes: Readonly<Record<number, string>> = {
  400: 'INVALID_PARAMETER_VALUE',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'RESOURCE_DOES_NOT_EXIST',
  409: 'RESOURCE_CONFLICT',
  413: 'INVALID_PARAMETER_VALUE',
  422: 'RESOURCE_CONFLICT',
  429: 'REQUEST_LIMIT_EXCEEDED',
  503: 'TEMPORARILY_UNAVAILABLE',
};

const saidOf = ({ code, message }: AppError, requestId: string): string =>
  code === 'bug'
    ? `Something went wrong on our side. Quote ${requestId} when you report it.`
    : message;

/** A failure as clients of a serving endpoint read it. Pure. */
export const servingError = (failure: AppError, requestId: string) => ({
  error_code: codes[failures[failure.code].http] ?? 'INTERNAL_ERROR',
  message: saidOf(failure, requestId),
});

/** A failure as clients of the agent server read it. Pure. */
export const agentServerError = (failure: AppError, requestId: string) => ({
  detail: saidOf(failure, requestId),
});
