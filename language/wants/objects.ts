import { byAndOr, coordinationsIn, onlyAbout } from '../coordination.ts';
import { asksForDoer } from '../deeds-asked.ts';
import { kept } from '../kept.ts';
import { asksMoney } from '../money-asked.ts';
import { limitsOfMoney } from './limits.ts';

const article = /^\W*(?:an?|the|any|some|our|on|for|to) /i;
const articles = /(?<=\b(?:and|or) )(?:an?|the|any|some|our|on|for|to) /gi;

/** "How much did jobs and warehouses cost": the verb is no part of what is listed. */
const costOf = /\b(?:how much|what) (?:did|do|does|will|would|have|has) ([^,?]{3,80}?) costs?\b/i;

/** A measure is no thing that another one is asked of. */
const measure =
  /^\W*(?:the )?(?:average|avg|mean|median|total|number|count|share|p\d\d|max\w*|min\w*|success|failure|seconds|hours|minutes)\b/i;

const isAsked = (text: string): boolean => asksMoney(text) || asksForDoer(text);

/** Whether a listed thing asks for nothing itself, and has not to be looked up: "failed runs" have. */
const isBare = (thing: string): boolean =>
  !isAsked(thing) && !measure.test(thing) && limitsOfMoney(thing).length === 0;

/**
 * Things that are listed only as what one question is of: "how much did jobs and warehouses cost", "did anybody
 * delete a job or a pipeline".
 *
 * Pure.
 */
export const objectsIn = kept(
  (question: string): readonly string[] =>
    coordinationsIn(question.replace(costOf, 'cost for $1,').replaceAll(articles, ''), byAndOr)
      .filter((listed) => isAsked(onlyAbout(listed, [])) && listed.things.every(isBare))
      .flatMap(({ things }) => things),
  (question) => question,
);

/** Whether a part of a question is one of such things. Pure. */
export const isOneOf = (objects: readonly string[], part: string): boolean => {
  const said = part.replace(article, '');
  return isBare(said) && objects.some((one) => said.startsWith(one));
};
