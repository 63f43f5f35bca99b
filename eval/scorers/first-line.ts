import { numbersIn } from '../../claims/numbers.ts';
import { unitOfWord } from '../../claims/units.ts';
import type { Answer } from '../../domain/answer.ts';
import type { Expected } from '../case.ts';
import { firstLineOf } from '../case-run.ts';
import { isAnswered } from './facts.ts';
import type { Scorer } from './scorer.ts';
import { fail, notRun, pass, skipped } from './scorer.ts';

const plain = (text: string): string =>
  text
    .replaceAll(/[`*_\\]/g, '')
    .replaceAll(/\s+/g, ' ')
    .toLowerCase();

/** A number within its tolerance, which is a share of it, in the same kind of unit. */
function tellsNumber(line: string, value: number, unit: string, tolerance: number): boolean {
  const wanted = unitOfWord(unit);
  return numbersIn(line).some((told) => {
    const scale = wanted !== null && told.unit !== null ? told.unit.size / wanted.size : 1;
    const isOfUnit = wanted === null || told.unit === null || told.unit.of === wanted.of;
    const off = Math.abs(Math.abs(told.value) * scale - Math.abs(value));
    return isOfUnit && off <= Math.max(tolerance * Math.abs(value), 1e-9);
  });
}

function tells(line: string, expected: Expected): boolean {
  const text = plain(line);
  if ('number' in expected)
    return tellsNumber(line, expected.number, expected.unit, expected.tolerance);
  if ('name' in expected) return text.includes(plain(expected.name));
  if ('yes' in expected) return /^yes\b/.test(text);
  if ('no' in expected) return /^no\b/.test(text);
  return text.includes(plain(expected.noSuch)) && /\b(no|not|nothing|none)\b/.test(text);
}

/** What a reader sees first, with what the answer says of the question itself. */
const leadOf = (answer: Answer | null): string =>
  (answer?.markdown ?? '').split('\n').find((line) => line.trim() !== '') ?? '';

const isInLead = (lead: string, expected: Expected): boolean =>
  'noSuch' in expected && tells(lead, expected);

const shown = (one: Expected): string => Object.values(one).slice(0, 2).join(' ');

/** The labels are of one day of the generated data. */
export const firstLine: Scorer = {
  name: 'firstLine',
  says: 'the first line has what was asked for, by the ledger of the data',
  judge: (run) => {
    const { firstLine: label, asOf } = run.case;
    const lead = leadOf(run.investigation.answer);
    if (label === null) return skipped('no first line is labelled');
    if (asOf !== run.asOf) return skipped(`the label is of ${asOf}, the data of ${run.asOf}`);
    // That there is no such thing stands before what is answered all the same.
    const isAllLead = label.expect.every((group) => group.some((one) => isInLead(lead, one)));
    if (isAllLead && label.mustNot.length === 0) return pass();
    if (!isAnswered(run)) return notRun('answered', 'there is no answer');
    const line = firstLineOf(run.investigation.answer);
    const missing = label.expect.find(
      (group) => !group.some((one) => tells(line, one) || isInLead(lead, one)),
    );
    if (missing !== undefined)
      return fail(`not told: ${missing.map(shown).join(' or ')} — ${line}`);
    const wrong = label.mustNot.find((one) =>
      typeof one === 'string'
        ? plain(line).includes(plain(one))
        : tellsNumber(line, one, '', 0.001),
    );
    return wrong === undefined ? pass() : fail(`told: ${wrong} — ${line}`);
  },
};
