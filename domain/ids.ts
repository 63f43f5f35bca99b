import type { WorkspaceUser } from './on-behalf.ts';

declare const brand: unique symbol;

type Id<Name extends string> = string & { readonly [brand]: Name };

export type InvestigationId = Id<'InvestigationId'>;
export type SessionId = Id<'SessionId'>;
export type EvidenceId = Id<'EvidenceId'>;

/**
 * Who asks, from verified credentials only; an installation on loopback has the principal `local`.
 */
export type Principal = {
  readonly id: string;
  readonly groups: readonly string[];
  /** Who they are at the workspace; absent or null where it is asked as the service, or they are not there. */
  readonly workspaceUser?: WorkspaceUser | null;
};

const idPattern = /^[0-9a-f]{32}$/;

/**
 * Makes an investigation id from 32 lower-case hex digits (random, or an HMAC of principal and
 * key).
 */
export function investigationId(hex: string): InvestigationId {
  return `inv_${hex}` as InvestigationId;
}

/** Makes a session id from 32 lower-case hex digits. */
export function sessionId(hex: string): SessionId {
  return `ses_${hex}` as SessionId;
}

/**
 * Makes an evidence id from 32 lower-case hex digits (a hash of Genie's message and attachment).
 */
export function evidenceId(hex: string): EvidenceId {
  return `ev_${hex}` as EvidenceId;
}

/** Reads an investigation id from text from outside; null when its form is wrong. */
export function parseInvestigationId(text: string): InvestigationId | null {
  return text.startsWith('inv_') && idPattern.test(text.slice(4))
    ? (text as InvestigationId)
    : null;
}

/** Reads a session id from text from outside; null when its form is wrong. */
export function parseSessionId(text: string): SessionId | null {
  return text.startsWith('ses_') && idPattern.test(text.slice(4)) ? (text as SessionId) : null;
}

/**
 * The id of a question that Genie asked back, instead of an answer, in ask number `ask` of a lane.
 */
export function questionIdOf(domain: string, round: number, ask: number): string {
  return `${domain}:${round}:${ask}`;
}

/** The 32 hex digits of an investigation id, which ids in other protocols are made of. */
export function hexOf(id: InvestigationId): string {
  return id.slice(4);
}

/** The id of the one workflow that runs an investigation. */
export function workflowIdOf(id: InvestigationId): string {
  return `investigation-${id}`;
}
