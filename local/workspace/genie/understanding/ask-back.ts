import { conditionsOf, type Condition } from '../../../../language/conditions.ts';
import { type Referent, referentOf } from '../../../../language/referents.ts';
import { placeOf, readTimes, type UnreadTime } from '../../../../language/time/read-times.ts';
import type { Scored } from './match.ts';
import { readQuestion } from './slot-filling.ts';

/** An answer in words: a question back when `isQuestion`, else a refusal. */
export type TextPlan = {
  readonly kind: 'text';
  readonly text: string;
  readonly isQuestion: boolean;
  readonly suggestions: readonly string[];
};

export function askForClarification(
  first: Scored,
  second: Scored,
  suggestions: readonly string[],
): TextPlan {
  const text = `Do you mean "${first.question.question}" or "${second.question.question}"?`;
  return { kind: 'text', text, isQuestion: true, suggestions };
}

/** A time that cannot be read is asked back, not replaced by another one. */
export function askForTime({ label, reason }: UnreadTime): TextPlan {
  const text = `I cannot read the time “${label}”: ${reason}. Which time do you mean?`;
  return { kind: 'text', text, isQuestion: true, suggestions: [] };
}

/** No certified question can leave something out: asked back, because a filter by it would be wrong. */
export function askForExclusion({ words }: Pick<Condition, 'words'>): TextPlan {
  const text = `I cannot apply “${words}”: I can answer for everything, or for one workspace, job, table or user. Which do you want?`;
  return { kind: 'text', text, isQuestion: true, suggestions: [] };
}

/** What was named before is not known here: a guess would answer about another one. */
export function askForName({ words, kind }: Referent): TextPlan {
  const text = `I do not know what “${words}” stands for. Which ${kind} do you mean?`;
  return { kind: 'text', text, isQuestion: true, suggestions: [] };
}

/** A longer text is a question of its own. */
const maxReplyWords = 6;

/** The words of a question that were asked back, and what a reply needs before it in their place. */
function askedWords(asked: string, nowMs: number): { words: string; lead: string } | null {
  const [unread] = readTimes(asked, nowMs, 'UTC').unread;
  if (unread !== undefined) return { words: unread.label, lead: '' };
  const excluded = conditionsOf(asked).find(({ kind }) => kind === 'exclusion');
  if (excluded !== undefined) return { words: excluded.words, lead: 'for ' };
  const referent = referentOf(asked);
  return referent === null ? null : { words: referent.words, lead: `${referent.kind} ` };
}

/**
 * A reply to a question that was asked back, put in the place of what could not be read; "everything"
 * drops it. A text that names nothing of the kind is a question of its own.
 */
export function withReply(askedBack: string, reply: string, nowMs: number): string {
  const { asked } = readQuestion(askedBack);
  const open = askedWords(asked, nowMs);
  const place = open === null ? null : placeOf(open.words, asked);
  if (open === null || place === null || reply.split(/\s+/).length > maxReplyWords) return reply;
  const isAll = /^(?:for |on )?(?:all|everything|any|no|none|without)\b/i.test(reply);
  const filled = isAll ? '' : `${open.lead}${reply}`;
  return `${asked.slice(0, place.from)}${filled}${asked.slice(place.to)}`.replaceAll(
    /,\s*(?=[?.!]|$)/g,
    '',
  );
}
