import type { Need, NeedOf } from '../../domain/tools.ts';
import { explanationIntent } from '../why.ts';
import { boardRule } from './board.ts';
import { noticeRule } from './notice.ts';
import { outsideRule } from './outside.ts';
import { remedyRule } from './remedy.ts';
import type { NeedRule } from './need-rule.ts';

/** Of the first ones, the reasons are told first. */
const rules: readonly NeedRule[] = [remedyRule, outsideRule, boardRule, noticeRule];

/** Needs of which a question for the cause of something has the words without the wish. */
const neverOfCause = new Set<Need>(['outside', 'board']);

function isNeeded({ need, surely = [], asks, unless }: NeedRule, text: string): boolean {
  const has = (forms: readonly RegExp[]): boolean => forms.some((form) => form.test(text));
  if (has(surely)) return true;
  if (neverOfCause.has(need) && explanationIntent(text) !== null) return false;
  return has(asks) && !has(unless);
}

/** A question with plain marks, and what it quotes left out: a name, whatever its words mean. */
const withoutNames = (question: string): string =>
  question
    .replaceAll('’', "'")
    .replaceAll(/["“„`][^"“”„`]{1,60}["”“`]/g, 'it')
    .replaceAll(/\s+/g, ' ');

/** Whether the words of a question say that it asks for rows, although it has the words of a need. Pure. */
export function deniesNeed(question: string, need: Need): boolean {
  const text = withoutNames(question);
  return rules.some((rule) => rule.need === need && rule.unless.some((form) => form.test(text)));
}

/** The needs in the order in which their reasons are told, and the reasons. */
export const reasonsOfNeeds: readonly NeedOf[] = rules.map(({ need, reason }) => ({
  need,
  reason,
}));

/**
 * What the words of a question ask for beside rows of the platform, each need once with the reason. Words such as "show" or
 * "dashboard" decide nothing by themselves: it is what is wanted that counts.
 *
 * Pure.
 */
export function needsByRules(question: string): readonly NeedOf[] {
  const text = withoutNames(question);
  return rules.filter((rule) => isNeeded(rule, text)).map(({ need, reason }) => ({ need, reason }));
}
