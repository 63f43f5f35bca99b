import { Connection, isGrpcServiceError } from '@temporalio/client';
import type { temporalSettings } from './connection.ts';

/** gRPC status codes: NOT_FOUND, then PERMISSION_DENIED and UNAUTHENTICATED. */
const notFound = 5;
const refusals = [7, 16];

export type TemporalFound =
  | { readonly is: 'there'; readonly version: string }
  | { readonly is: 'without namespace'; readonly version: string }
  | { readonly is: 'refused'; readonly message: string };

/**
 * Checks that a Temporal server answers, accepts our credentials and has our namespace.
 *
 * Effect: connects to the server and closes the connection.
 *
 * @throws {Error} When no server answers.
 */
export async function inspectTemporal(
  { connectionOptions, namespace }: ReturnType<typeof temporalSettings>,
  timeoutMs: number,
): Promise<TemporalFound> {
  try {
    const connection = await Connection.connect({
      ...connectionOptions,
      connectTimeout: timeoutMs,
    });
    try {
      return await connection.withDeadline(Date.now() + timeoutMs, () =>
        look(connection, namespace),
      );
    } finally {
      await connection.close();
    }
  } catch (error) {
    const code = codeOf(error);
    if (code === null || !refusals.includes(code)) throw error;
    return { is: 'refused', message: error instanceof Error ? error.message : '' };
  }
}

async function look(connection: Connection, namespace: string): Promise<TemporalFound> {
  const { serverVersion } = await connection.workflowService.getSystemInfo({});
  const version = serverVersion ?? 'unknown';
  try {
    await connection.workflowService.describeNamespace({ namespace });
    return { is: 'there', version };
  } catch (error) {
    if (codeOf(error) !== notFound) throw error;
    return { is: 'without namespace', version };
  }
}

function codeOf(error: unknown): number | null {
  if (isGrpcServiceError(error)) return error.code;
  return error instanceof Error && error.cause !== undefined ? codeOf(error.cause) : null;
}
