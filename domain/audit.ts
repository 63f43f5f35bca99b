import type { Caller } from './caller.ts';

/** What is noted of people and programs: that they did it, never what it said. */
export const auditActions = [
  'asked',
  'read',
  'exported',
  'shared',
  'deleted',
  'accepted',
  'rejected',
  'approved',
  'changed',
  'paused',
  'resumed',
  'signed_in',
  'key_created',
  'key_revoked',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Who did something: the id of a principal, and how they came in. */
export type AuditBy = { readonly principal: string; readonly via: string };

export type AuditLine = AuditBy & {
  /** From 1, without a gap. */
  readonly id: number;
  /** ISO-8601 UTC, microseconds. */
  readonly at: string;
  readonly action: AuditAction;
  /** Id of an investigation, a session, a case, a proposal or a key; `memory` for all that is stored of somebody. */
  readonly subject: string;
  /** Lower-case hex of the SHA-256 of the line before and this one. */
  readonly hash: string;
};

/** Lines that are only appended. */
export type AuditLog = {
  readonly append: (by: AuditBy, action: AuditAction, subject: string) => Promise<void>;
};

/** What of the lines is whole. */
export type AuditVerdict =
  | { readonly kind: 'whole'; readonly lines: number; readonly newest: string | null }
  | { readonly kind: 'broken'; readonly line: number; readonly why: string };

/** The caller as a line names them. Pure. */
export const auditBy = ({ id, via, keyId }: Caller): AuditBy => ({
  principal: id,
  via: keyId === null ? via : `${via}:${keyId}`,
});
