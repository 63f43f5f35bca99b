import type { DigestWork } from '../../domain/digest-ports.ts';
import { digestReport, digestStatus } from '../../domain/digest.ts';
import type {
  Digest,
  DigestAdmission,
  DigestPart,
  DigestRunRef,
  DigestSteps,
} from '../../domain/digest.ts';
import type { Webhook } from '../../domain/evaluation-ports.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import { hasEnded } from '../../domain/investigation.ts';
import { foldInvestigation } from '../../domain/resource.ts';
import { firstLineOf } from '../../eval/case-run.ts';
import { askAsOwner } from '../ask-as-owner.ts';
import type { OwnerDeps } from '../ask-as-owner.ts';
import { run } from '../run.ts';

/** The ports of the activities of digests. */
export type DigestDeps = OwnerDeps & {
  readonly digests: DigestWork;
  /** Null where none is set. */
  readonly webhook: Webhook | null;
  /** Where people read an investigation. */
  readonly linkOf: (id: InvestigationId) => string;
};

const mostEvents = 10_000;

/**
 * The activities of digests.
 *
 * Effect: each has effects only through `deps`, and may run more than once.
 */
export const createDigestActivities = (deps: DigestDeps): DigestSteps => ({
  beginDigest: (args) => run(() => beginDigest(deps, args)),
  askDigestPart: (args) => run(() => askPart(deps, args)),
  endDigest: (args) => run(() => endDigest(deps, args)),
});

async function beginDigest({ digests }: DigestDeps, { ref, key }: DigestRunRef): Promise<number> {
  const digest = await digests.find(ref);
  if (digest === null || digest.pausedAt !== null) return 0;
  const parts = digest.spec.questions.map((question): DigestPart => ({
    question,
    investigationId: null,
    status: 'open',
    line: null,
  }));
  return (await digests.begin(ref, key, parts)).parts.length;
}

async function askPart(
  deps: DigestDeps,
  { ref, key, position }: Parameters<DigestSteps['askDigestPart']>[0],
): Promise<DigestAdmission> {
  const { digests } = deps;
  const [digest, one] = await Promise.all([digests.find(ref), digests.run(ref, key)]);
  const part = one?.parts[position];
  if (digest === null || part === undefined) return { kind: 'refused' };
  const { question } = part;
  const asked = await askAsOwner(
    deps,
    { id: digest.owner, groups: digest.groups },
    { key: `${digest.id}:${key}:${position}`, question, mode: 'standard', domains: null },
  );
  if (asked.kind === 'later') return asked;
  const isMade = asked.kind === 'admitted';
  await digests.setPart(ref, key, position, {
    question,
    investigationId: isMade ? asked.id : null,
    status: isMade ? 'open' : 'refused',
    line: isMade ? null : asked.reason,
  });
  return isMade ? { kind: 'admitted', input: asked.input } : { kind: 'refused' };
}

/** What a question came to, as far as it has. */
async function partNow(
  { investigations }: DigestDeps,
  { owner }: Digest,
  part: DigestPart,
): Promise<DigestPart> {
  if (part.investigationId === null) return part;
  const ref = { id: part.investigationId, owner };
  const row = await investigations.find(ref);
  if (row === null || !hasEnded(row.status)) return part;
  const options = { after: -1, limit: mostEvents, withDeltas: false };
  const folded = foldInvestigation(row, await investigations.events(ref, options));
  // Where a marker stood before a sign, a space is left.
  const first = firstLineOf(folded.answer).replaceAll(/ +(?=[,.;:)])/g, '');
  return { ...part, status: row.status, line: first || folded.failure?.message || null };
}

/**
 * Writes the report of a run, once all its questions have ended, and posts it.
 *
 * @returns False while one is open.
 */
export async function endDigest(
  deps: DigestDeps,
  { ref, key, isLast }: Parameters<DigestSteps['endDigest']>[0],
): Promise<boolean> {
  const { digests } = deps;
  const [digest, before] = await Promise.all([digests.find(ref), digests.run(ref, key)]);
  if (digest === null || before === null) return true;
  const parts = await Promise.all(before.parts.map((part) => partNow(deps, digest, part)));
  const isOpen = parts.some(({ status, investigationId }) => status === 'open' && investigationId);
  if (isOpen && !isLast) return false;
  const markdown = digestReport(digest.spec.name, parts, deps.linkOf);
  await digests.end(ref, key, { status: digestStatus(parts), markdown, parts });
  await post(deps, digest, key);
  return true;
}

/** Sends the report that stands, once, also where it could not be sent. */
async function post({ digests, webhook }: DigestDeps, digest: Digest, key: string): Promise<void> {
  if (!digest.spec.post || webhook === null) return;
  const stood = await digests.run(digest, key);
  if (stood?.markdown == null || !(await digests.claimPosted(digest, key))) return;
  await webhook.send(`${stood.markdown}\n${webhook.linkOf(digest.id)}`);
}
