import { auditBy } from '../domain/audit.ts';
import type { AuditAction, AuditBy } from '../domain/audit.ts';
import type { Caller } from '../domain/caller.ts';
import type { AppDeps } from './deps.ts';

/** Who is noted for a caller; null where no audit is kept. Pure. */
export const noted = ({ audit }: Pick<AppDeps, 'audit'>, caller: Caller): AuditBy | null =>
  audit === null ? null : auditBy(caller);

/**
 * Notes in the audit what a caller does; done before the reply, so that nothing is told that is not noted.
 *
 * Effect: one statement where an audit is kept.
 *
 * @param subject Id of what it is about.
 */
export async function note(
  { audit }: Pick<AppDeps, 'audit'>,
  caller: Caller,
  action: AuditAction,
  subject: string,
): Promise<void> {
  await audit?.append(auditBy(caller), action, subject);
}
