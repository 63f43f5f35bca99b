import type { InvestigationId } from './ids.ts';
import type { InvestigationInput, Status } from './investigation.ts';
import { literal } from './markdown.ts';
import type { OwnSchedule, Scheduled } from './own-schedules.ts';

/** What its owner says of a digest. */
export type DigestSpec = {
  /** Unique among those of its owner. */
  readonly name: string;
  /** Asked in this order, each for itself. */
  readonly questions: readonly string[];
  readonly schedule: OwnSchedule;
  /** Whether the report is posted to the webhook of the installation. */
  readonly post: boolean;
};

export type DigestRef = { readonly id: string; readonly owner: string };

/** A digest as it is stored. Times are ISO-8601 UTC. */
export type Digest = DigestRef &
  Scheduled & {
    readonly spec: DigestSpec;
    /** The groups that its owner was in when it was made, by which domains are open or closed. */
    readonly groups: readonly string[];
    readonly createdAt: string;
  };

/** One question of a run. `line` is what its answer begins with, else why there is none; null while it is open. */
export type DigestPart = {
  readonly question: string;
  readonly investigationId: InvestigationId | null;
  readonly status: Status | 'refused' | 'open';
  readonly line: string | null;
};

export const digestStatuses = ['running', 'completed', 'partial', 'failed'] as const;
export type DigestStatus = (typeof digestStatuses)[number];

/** One report. Times are ISO-8601 UTC. */
export type DigestRun = {
  readonly key: string;
  readonly at: string;
  readonly status: DigestStatus;
  readonly markdown: string | null;
  readonly parts: readonly DigestPart[];
  readonly finishedAt: string | null;
  readonly postedAt: string | null;
};

export type DigestRunRef = { readonly ref: DigestRef; readonly key: string };

/** Steps of the workflow of a run. */
export type DigestSteps = {
  /** Begins a run once for its key. @returns How many questions are asked; 0 when it is paused or gone. */
  readonly beginDigest: (run: DigestRunRef) => Promise<number>;
  readonly askDigestPart: (
    part: DigestRunRef & { readonly position: number },
  ) => Promise<DigestAdmission>;
  /** Writes the report and posts it. @returns False while a question is open. */
  readonly endDigest: (run: DigestRunRef & { readonly isLast: boolean }) => Promise<boolean>;
};

/** `input` is the workflow's; null where it runs already. */
export type DigestAdmission =
  | { readonly kind: 'admitted'; readonly input: InvestigationInput | null }
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'refused' };

export const mostQuestions = 10;
/** Digests of one owner. */
export const mostDigests = 20;

const answered: readonly DigestPart['status'][] = ['completed', 'partial'];

/** What the parts of a run come to together. Pure. */
export function digestStatus(parts: readonly DigestPart[]): Exclude<DigestStatus, 'running'> {
  const told = parts.filter(({ status }) => answered.includes(status)).length;
  if (told === 0) return 'failed';
  return parts.every(({ status }) => status === 'completed') ? 'completed' : 'partial';
}

/**
 * The report of a run: a line for each question, those without an answer with the reason.
 *
 * Pure.
 *
 * @param linkOf Where an investigation is read.
 */
export function digestReport(
  name: string,
  parts: readonly DigestPart[],
  linkOf: (id: InvestigationId) => string,
): string {
  const told = parts.filter(({ status }) => answered.includes(status)).length;
  const count =
    told === parts.length ? '' : `\n\n${told} of ${parts.length} questions have an answer.`;
  const lines = parts.map(({ question, status, line, investigationId }) => {
    const says = answered.includes(status)
      ? line
      : `No answer: ${line ?? 'it did not end in time'}`;
    const more = investigationId === null ? '' : `\n\n[More](${linkOf(investigationId)})`;
    return `## ${literal(question)}\n\n${says}${more}`;
  });
  return `# ${literal(name)}${count}\n\n${lines.join('\n\n')}\n`;
}
