import type { AppError } from '../../domain/errors.ts';

/** JSON-RPC's codes for what is wrong with a message, and for what is wrong on our side. */
const invalidRequest = -32_600;
const internalError = -32_603;

/** A failure before a message was read, as clients of the Model Context Protocol read it. Pure. */
export function jsonRpcError({ code, message }: AppError, requestId: string) {
  const isBug = code === 'bug';
  const said = isBug ? 'Something went wrong on our side.' : message;
  const error = {
    code: isBug ? internalError : invalidRequest,
    message: said,
    data: { code, requestId },
  };
  return { jsonrpc: '2.0', id: null, error };
}
