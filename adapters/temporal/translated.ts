import { isGrpcServiceError, ScheduleNotFoundError } from '@temporalio/client';
import { AppError } from '../../domain/errors.ts';

/** The error of the server behind one of the client. Pure. */
export function serverError(error: unknown): string | null {
  if (isGrpcServiceError(error)) return error.details;
  return error instanceof Error && error.cause !== undefined ? serverError(error.cause) : null;
}

/**
 * Runs calls to Temporal and translates what they throw.
 *
 * @throws {AppError} As it is; `input.invalid` for what the server refuses; `input.not_found` for a schedule that
 *   is gone; `dependency.down` for the rest.
 */
export async function translated<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    // The client makes one of INVALID_ARGUMENT.
    if (error instanceof TypeError)
      throw new AppError('input.invalid', `Temporal refuses it: ${error.message}`, {
        cause: error,
      });
    if (error instanceof ScheduleNotFoundError)
      throw new AppError('input.not_found', 'It has no schedule any more.', { cause: error });
    const what = serverError(error) ?? (error instanceof Error ? error.message : String(error));
    throw new AppError('dependency.down', `Temporal does not answer: ${what}`, { cause: error });
  }
}
