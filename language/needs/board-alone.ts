import { clausesOf } from '../clauses.ts';
import { pastTime, words } from './need-rule.ts';
import { needsByRules } from './needs-by-rules.ts';

/** What only rows answer, or a second wish in the same clause. */
const more: readonly RegExp[] = [
  words(pastTime),
  words(
    'how (?:much|many|long|often)|why|total|sum|average|highest|lowest|most|least|top \\d+|compare\\w*|vs|versus|than',
  ),
  words('(?:and|plus|also|then|as well as|or) (?:.{0,40} )?(?:dash ?boards?|boards?|report|page)'),
  words('(?:dash ?boards?|boards?|report|page) (?:and|plus|also|then) (?:a|an|the|tell|show|give)'),
];

/** Clauses such as “please” or “without asking” wish nothing. */
const fewWords = 3;

/**
 * Whether a question wants a place to look at, and nothing that rows answer. In doubt it is not alone: then
 * its rows are asked for too.
 *
 * Pure.
 */
export function wantsOnlyBoard(question: string): boolean {
  if (!isOnlyBoard(question) || more.some((form) => form.test(question))) return false;
  return question
    .split(/[.!?]\s+/)
    .flatMap((sentence) => (clausesOf(sentence).length === 0 ? [sentence] : clausesOf(sentence)))
    .every((clause) => clause.trim().split(/\s+/).length <= fewWords || isOnlyBoard(clause));
}

function isOnlyBoard(text: string): boolean {
  const needs = needsByRules(text);
  return needs.length > 0 && needs.every(({ need }) => need === 'board');
}
