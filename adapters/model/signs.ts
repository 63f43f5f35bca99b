import type { Domain } from '../../domain/domains.ts';
import { asksForDoer } from '../../language/deeds-asked.ts';
import { asksMoney } from '../../language/money-asked.ts';

/** "Got MODIFY on it": a right, whatever it is to. */
const givesRights =
  /\b(?:gave|given|gets?|got|granted|has|have|had|holds?|took|lost)\b[^,;?]*\b(?:SELECT|MODIFY|ALL PRIVILEGES)\b/;

/** Words of one domain only, whatever they are said of. */
const signs: readonly (readonly [Domain, (text: string) => boolean])[] = [
  ['cost', asksMoney],
  [
    'performance',
    (text) =>
      /\b(?:quer(?:y|ies)|warehouses?|clusters?|endpoints?|latency|latencies|p\d\d|queues?|queue(?:d|s|ing)|queuing|wait(?:s|ed|ing)?|cpu|throttl\w+|slow(?:er|est|ness)?|(?:refused|rejected) (?:requests?|calls?)|load|bus(?:y|ier|iest)|idle|idling|utili[sz]ation|undersized|oversized)\b/i.test(
        text,
      ),
  ],
  [
    'reliability',
    (text) =>
      /\b(?:jobs?|pipelines?|runs?|reruns?|retries|run time|runtimes?|sla|deadlines?|scheduled?|reliab\w+|schedules|success rate|fail(?:s|ed|ing|ures?)?)\b/i.test(
        text,
      ),
  ],
  [
    'security',
    (text) =>
      asksForDoer(text) ||
      givesRights.test(text) ||
      /\b(?:logins?|log ?ins?|logged in|access|grants?|granted|permissions?|rights|privileges?|admins?|audit trail|secrets?|refused(?! (?:requests?|calls?))|denied|readers?)\b/i.test(
        text,
      ),
  ],
  [
    'quality',
    (text) =>
      /\b(?:tables?|columns?|rows?|schemas?|fresh(?:ness)?|stale|old data|checks?|lineage|downstream|upstream|consumes?|consumers?|reads? it|depends?)\b/i.test(
        text,
      ),
  ],
];

/** Whether a text has a word of any domain. Pure. */
export const hasSign = (text: string): boolean => signs.some(([, isSign]) => isSign(text));

/** The only domain that words of a text are signs of; null where there is none, or there are several. Pure. */
export function onlySign(text: string): Domain | null {
  const [one, ...others] = signs.filter(([, isSign]) => isSign(text));
  return one !== undefined && others.length === 0 ? one[0] : null;
}

/**
 * The domain that words of a text are signs of: that of what it measures, and of who did something, whatever
 * that is said of; else the only one. Null where there is none, or there are several.
 *
 * Pure.
 */
export function signOf(text: string): Domain | null {
  if (asksMoney(text)) return 'cost';
  return asksForDoer(text) || givesRights.test(text) ? 'security' : onlySign(text);
}
