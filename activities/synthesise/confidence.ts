import type { Claim, ConfidenceParts } from '../../domain/answer.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Explanation } from '../../domain/explanation.ts';
import { isAnswer } from '../../domain/outcome.ts';
import type { LaneReport } from '../../domain/reasoner-port.ts';
import type { Routing } from '../../domain/routing.ts';
import { namesGiven } from '../../language/names-given.ts';
import { yesOrNoIn } from '../../language/yes-or-no.ts';
import { clearShare } from '../ask-genie/certified-words.ts';
import { timesIn } from '../ask-genie/two-times.ts';
import type { Deps } from '../deps.ts';

/** What is left of the confidence where a check found a fault; from the tune half of the labelled answers. */
const left = {
  /** The certified question of a table is hardly meant by the words of the question. */
  unlikeQuestion: 0.3,
  /** Nobody certified the query, and its columns are not those that a metric has for the question. */
  uncertified: 0.5,
  /** Nobody certified the query, but it measures what every word of the question asks for. */
  measured: 0.95,
  /** What a condition limits was told as not applied. */
  unapplied: 0.7,
  /** The first line has no count for “how many”, no yes or no for “is it”. */
  otherForm: 0.3,
  /** The first line is not about what the question names. */
  otherThing: 0.4,
} as const;

/** What the confidence is computed from; `headline` is the text before the details. */
export type Checked = {
  readonly question: string;
  readonly headline: string;
  readonly claims: readonly Claim[];
  readonly reports: readonly LaneReport[];
  readonly routing: Routing | null;
  readonly unapplied: readonly string[];
  /** Whether it names what the platform does not have, and says so. */
  readonly isOfNothing: boolean;
  readonly cause: Explanation | null;
  readonly nearest: Deps['nearest'];
  readonly columnsMeant: Deps['columnsMeant'];
  /** By the clock of the data. */
  readonly nowMs: number;
};

/**
 * The factors of the confidence, 0 to 1 each. An answer without a domain has 1 in all of them.
 *
 * Pure, as far as `nearest` is.
 */
export function confidencePartsOf(checked: Checked): ConfidenceParts {
  const parts = measuredParts(checked);
  if (checked.isOfNothing) return { ...ofNothing, routing: parts.routing };
  // What code has settled does not hang on the tables of the domains.
  return settled.includes(checked.cause?.verdict ?? '') ? { ...parts, ...settledParts } : parts;
}

function measuredParts(checked: Checked): ConfidenceParts {
  const { claims, reports, routing, unapplied } = checked;
  const scores = routing?.domains.map(({ score }) => score) ?? [];
  const counted = reports.filter(({ outcome }) => outcome !== 'skipped');
  const answered = counted.filter(({ outcome }) => isAnswer(outcome));
  const supported = claims.filter(({ verdict }) => verdict !== 'unsupported').length;
  // A settled cause answers as a domain does.
  const causes = checked.cause === null ? 0 : 1;
  const isDirectReply = counted.length === 0;
  return {
    routing: round(mean(scores)),
    lanesAnswered: share(answered.length + causes, isDirectReply ? 0 : counted.length + causes),
    claimsSupported:
      claims.length === 0
        ? Number(isDirectReply || hasNoRows(answered))
        : round(supported / claims.length),
    questionFit: round(mean(answered.flatMap((lane) => fitOf(checked, lane)))),
    conditionsUsed: unapplied.length === 0 ? 1 : left.unapplied,
    firstLine: isDirectReply ? 1 : round(firstLineFit(checked)),
  };
}

const ofNothing: Omit<ConfidenceParts, 'routing'> = {
  lanesAnswered: 1,
  claimsSupported: 1,
  questionFit: 1,
  conditionsUsed: 1,
  firstLine: 1,
};

const settledParts = { lanesAnswered: 1, questionFit: 1, conditionsUsed: 1 } as const;

/** A table without rows has nothing to state: that there is none is what the query says. */
const hasNoRows = (answered: readonly LaneReport[]): boolean =>
  answered.length > 0 && answered.every(({ outcome }) => outcome === 'no_data');

const settled: readonly string[] = ['cause_found', 'contributing'];

/** The product of the parts. Pure. */
export const confidenceOf = (parts: ConfidenceParts): number =>
  round(Object.values(parts).reduce((product, part) => product * part, 1));

/**
 * How well each table's certified question fits the words of the question, of the domain's part of it, or of
 * what is asked about the later of two times.
 */
function fitOf(checked: Checked, { domain, question, evidence }: LaneReport): number[] {
  const later = timesIn(domain, checked.question, { nowMs: checked.nowMs, timeZone: 'UTC' })?.now;
  const asked = [...new Set([checked.question, question, ...(later === undefined ? [] : [later])])];
  const meant = evidence.every(isCertified)
    ? []
    : asked.flatMap((one) => checked.columnsMeant(one, domain));
  const ofOwn = (table: Evidence): number =>
    meant.some((parts) => hasColumns(table, parts)) ? left.measured : left.uncertified;
  // Finding the nearest questions is most of the work.
  if (!evidence.some(isCertified)) return evidence.map(ofOwn);
  const near = asked.flatMap((one) => checked.nearest(domain, one));
  return evidence.map((table) => {
    const { certified } = table;
    if (certified === null) return ofOwn(table);
    const shares = near.filter(({ id }) => id === certified).map(({ share }) => share);
    const share = near.length === 0 ? 1 : Math.max(0, ...shares);
    return left.unlikeQuestion + (1 - left.unlikeQuestion) * Math.min(1, share / clearShare);
  });
}

const isCertified = ({ certified }: Evidence): boolean => certified !== null;

/** Whether the columns of a table have all parts of names that are meant. */
const hasColumns = ({ columns }: Evidence, parts: readonly string[]): boolean =>
  parts.length > 0 && parts.every((part) => columns.some(({ name }) => name.includes(part)));

/** A count, or what has so many: “`etl` failed 3 of 5 runs”. A share is no count. */
const countFirst = /^(?:no\b|none\b|(?:`[^`]+`\s+[a-z]+\s+)?\d[\d,.]*(?![\d,.]|\s*%))/i;

function firstLineFit({ question, headline }: Checked): number {
  const text = headline.replaceAll(/\*\*.*?\*\*\s*/g, '').trim();
  const isOfMany = text.startsWith('- ');
  const asksCount =
    /\bhow many\b|^number of\b/i.test(question) && !/\b(?:which|who|what)\b/i.test(question);
  const asksWhether = yesOrNoIn(question) !== null;
  const isOtherForm =
    !isOfMany &&
    ((asksCount && !countFirst.test(text)) || (asksWhether && !/^(?:yes|no)\b/i.test(text)));
  const shown = headline.toLowerCase();
  const isOtherThing = namesGiven(question).some((name) => !shown.includes(name.toLowerCase()));
  return (isOtherForm ? left.otherForm : 1) * (isOtherThing ? left.otherThing : 1);
}

/** A part of a whole; 1 of nothing. */
const share = (part: number, whole: number): number => (whole === 0 ? 1 : round(part / whole));

const mean = (shares: readonly number[]): number =>
  shares.length === 0 ? 1 : shares.reduce((sum, share) => sum + share, 0) / shares.length;

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}
