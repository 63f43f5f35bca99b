import type { NeedOf } from '../../domain/tools.ts';
import { boardRule } from './board.ts';
import { noticeRule } from './notice.ts';
import { outsideRule } from './outside.ts';
import { remedyRule } from './remedy.ts';
import type { NeedRule } from './need-rule.ts';

/** Of the first ones, the reasons are told first. */
const rules: readonly NeedRule[] = [remedyRule, outsideRule, boardRule, noticeRule];

const isNeeded = ({ asks, unless }: NeedRule, text: string): boolean =>
  asks.some((form) => form.test(text)) && !unless.some((form) => form.test(text));

/**
 * What a question needs beside rows of the platform, each need once with the reason. Words such as "show" or
 * "dashboard" decide nothing by themselves: it is what is wanted that counts.
 *
 * Pure.
 */
export function needsOf(question: string): readonly NeedOf[] {
  const text = question.replaceAll('’', "'").replaceAll(/\s+/g, ' ');
  return rules.filter((rule) => isNeeded(rule, text)).map(({ need, reason }) => ({ need, reason }));
}
