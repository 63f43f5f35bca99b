import { auditForms } from './audit-forms.ts';
import { billForms } from './bill-forms.ts';
import { breakdownForms } from './breakdown-forms.ts';
import { figureForms } from './figure-forms.ts';
import { grantForms } from './grant-forms.ts';
import { lastForms } from './last-forms.ts';
import { measureForms } from './measure-forms.ts';
import { moneyForms } from './money-forms.ts';
import { namedForms } from './named-forms.ts';
import { numberForms } from './number-forms.ts';
import { plainForms } from './plain-forms.ts';
import { runForms } from './run-forms.ts';
import { seriesForms } from './series-forms.ts';
import { spanForms } from './span-forms.ts';
import { stateForms } from './state-forms.ts';
import { statementForms } from './statement-forms.ts';
import { tableForms } from './table-forms.ts';
import { tallyForms } from './tally-forms.ts';
import { thingForms } from './thing-forms.ts';
import { whoForms } from './who-forms.ts';

const allForms = [
  ...lastForms,
  ...seriesForms,
  ...tallyForms,
  ...tableForms,
  ...spanForms,
  ...billForms,
  ...grantForms,
  ...figureForms,
  ...stateForms,
  ...auditForms,
  ...statementForms,
  ...breakdownForms,
  ...thingForms,
  ...measureForms,
  ...whoForms,
  ...runForms,
  ...moneyForms,
  ...numberForms,
  ...plainForms,
  ...namedForms,
];

/**
 * A question in the form that is understood where several mean the same: "at what time exactly did it end" is
 * "when did it end", "how long needs it in the average" is "how long does it take on average". Others stay as
 * they are.
 *
 * Pure.
 */
export const inPlainForm = (question: string): string =>
  allForms.reduce((text, [way, to]) => text.replace(way, to), question);
