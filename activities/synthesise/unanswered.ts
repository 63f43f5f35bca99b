import { withoutMarkers } from '../../domain/citations.ts';
import { cleanMarkdown, literal, oneLine } from '../../domain/markdown.ts';
import { isAnswer, wordsOfGenie } from '../../domain/outcome.ts';
import type { LaneReport } from '../../domain/reasoner-port.ts';
import { cut, listed } from '../../domain/text.ts';
import { placeOf, readTimes } from '../../language/time/read-times.ts';
import { withNames } from '../ask-genie/certified-words.ts';
import type { Deps } from '../deps.ts';
import { unsharpened } from '../sharpen.ts';

/** Characters of a text of Genie that are shown. */
const maxShown = 600;
const maxQuestions = 3;

/** The text of an answer for a question that no domain answered, and what can be asked instead. */
export type Unanswered = {
  readonly markdown: string;
  readonly followUps: readonly string[];
  /** The same in a sentence, for an answer that a settled cause gives without Genie. */
  readonly brief?: string;
  /** Whether it is what tools found. */
  readonly isOfTools?: boolean;
};

/**
 * What a question came to that no domain answered, where Genie asked back or declined: its words first,
 * what of the question could not be read, why the other domains have none, and questions that can be
 * answered. Null when a domain answered or Genie wrote nothing.
 *
 * @param workspace Origin of the workspace, which Genie's text may link to.
 */
export function unanswered(
  question: string,
  reports: readonly LaneReport[],
  deps: Pick<Deps, 'nearest' | 'settings' | 'now'>,
  workspace: string,
): Unanswered | null {
  const counted = reports.filter(({ outcome }) => outcome !== 'skipped');
  const told = counted.filter(({ outcome, detail }) => wordsOfGenie(outcome, detail) !== null);
  if (told.length === 0 || counted.some(({ outcome }) => isAnswer(outcome))) return null;
  const clean = (text: string): string =>
    cut(cleanMarkdown(withoutMarkers(oneLine(text)), [workspace]), maxShown);
  const others = counted.filter((one) => !told.includes(one));
  const lines = [
    ...unreadIn(question, told, momentOf(deps)),
    ...told
      .toSorted((left, right) => rank(left) - rank(right))
      .map((one) => sentenceOf(one, told.length > 1, clean)),
    ...others.map(({ domain, outcome, detail }) => {
      const why = detail === null ? `it ended ${outcome.replace('_', ' ')}.` : clean(detail);
      return `No answer about ${domain}: ${why}`;
    }),
  ];
  const followUps = followUpsOf(told, deps);
  const offer =
    followUps.length === 0
      ? []
      : [`You can ask:\n\n${followUps.map((one) => `- ${literal(one)}`).join('\n')}`];
  return { markdown: [...lines, ...offer].join('\n\n'), followUps, brief: briefOf(told, others) };
}

/** A question back can be answered at once: it comes before a text that declines. */
const rank = ({ outcome }: LaneReport): number => (outcome === 'clarification' ? 0 : 1);

function sentenceOf(
  { domain, outcome, detail }: LaneReport,
  isOneOfMany: boolean,
  clean: (text: string) => string,
): string {
  const words = wordsOfGenie(outcome, detail);
  const text = clean(words?.text ?? '');
  if (words?.kind === 'asks') return `Genie asks${isOneOfMany ? ` about ${domain}` : ''}: ${text}`;
  return `No certified question of ${domain} answers this. Genie says: ${text}`;
}

/** Which domains add no rows of their own, and why. */
function briefOf(told: readonly LaneReport[], others: readonly LaneReport[]): string {
  const asks = told.filter(({ outcome, detail }) => wordsOfGenie(outcome, detail)?.kind === 'asks');
  const declined = told.filter((one) => !asks.includes(one));
  const parts = [
    ...(asks.length === 0 ? [] : [`it asked back about ${listed(domainsOf(asks))}`]),
    ...(declined.length === 0
      ? []
      : [`no certified question of ${listed(domainsOf(declined))} answers this`]),
    ...others.map(({ domain, outcome }) => `${domain} ended ${outcome.replace('_', ' ')}`),
  ].join('; ');
  return `Genie added no rows to this: ${parts}.`;
}

const domainsOf = (reports: readonly LaneReport[]): readonly string[] =>
  reports.map(({ domain }) => domain);

type Moment = { readonly nowMs: number; readonly timeZone: string };

const momentOf = ({ now, settings }: Pick<Deps, 'settings' | 'now'>): Moment => ({
  nowMs: now(),
  timeZone: settings.timeZone,
});

/** The times of a question that cannot be read, unless Genie tells them itself. */
function unreadIn(
  question: string,
  told: readonly LaneReport[],
  { nowMs, timeZone }: Moment,
): readonly string[] {
  return readTimes(question, nowMs, timeZone)
    .unread.filter(({ label }) => !told.some(({ detail }) => placeOf(label, detail ?? '')))
    .map(({ label, reason }) => `The time “${literal(label)}” cannot be read: ${reason}.`);
}

/** The nearest certified questions of each domain in turn, with the names and times that can be used. */
function followUpsOf(
  told: readonly LaneReport[],
  deps: Pick<Deps, 'nearest' | 'settings' | 'now'>,
): readonly string[] {
  const { nearest, settings } = deps;
  const byDomain = told.map(({ domain, question }) => {
    const asked = readable(unsharpened(domain, question, settings.timeZone), momentOf(deps));
    const near = nearest(domain, asked);
    const named = near.flatMap((one) => withNames(one, asked, settings.timeZone) ?? []);
    return [...named, ...near.map((one) => one.question)];
  });
  const inTurn = Array.from({ length: maxQuestions }, (_, n) =>
    byDomain.flatMap((questions) => questions[n] ?? []),
  ).flat();
  return [...new Set(inTurn)].slice(0, maxQuestions);
}

/** A question without the times that cannot be read. */
function readable(question: string, { nowMs, timeZone }: Moment): string {
  const { unread } = readTimes(question, nowMs, timeZone);
  return unread.reduce((text, { label }) => {
    const place = placeOf(label, text);
    if (place === null) return text;
    const before = text.slice(0, place.from).replace(/\b(?:in|on|over|for|since|from|at)\s*$/i, '');
    return `${before}${text.slice(place.to)}`;
  }, question);
}
