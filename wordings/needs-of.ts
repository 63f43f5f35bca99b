import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load as parse } from 'js-yaml';
import { z } from 'zod';
import type { Need, NeedOf } from '../domain/tools.ts';
import { clausesOf } from '../language/clauses.ts';
import { wishesIn } from '../language/wishes.ts';
import { deniesNeed, needsByRules, reasonsOfNeeds } from '../language/needs/needs-by-rules.ts';
import { agree } from './agree.ts';
import { countLabels } from './bayes.ts';
import { type Classifier, type Shares, train } from './classifier.ts';
import { needFeatures } from './need-features.ts';

/** Sets of needs, as `outside+remedy` or `none` → questions that have them. */
const Wordings = z.record(z.string(), z.array(z.string().min(1)));

const readWordings = (): z.infer<typeof Wordings> =>
  Wordings.parse(
    parse(readFileSync(fileURLToPath(new URL('needs.yaml', import.meta.url)), 'utf8')),
  );

/** Belief that is enough for a need that the rules see too, and for one that they do not see. */
const seenByRules = 0.35;
const unseenByRules = 0.8;
/** For a need that the rules see in one of several wishes. */
const ofAWish = 0.4;

/** Learns the wordings. */
function classify(): Classifier {
  const examples = Object.entries(readWordings()).flatMap(([label, questions]) =>
    questions.map((question) => ({ features: needFeatures(question), label, weight: 1 })),
  );
  const [trained, counted] = [train(examples), countLabels(examples)];
  return (features) => agree(trained(features), counted(features));
}

let classifier: Classifier | null = null;

const beliefIn = (need: Need, shares: Shares): number =>
  [...shares].reduce(
    (sum, [label, share]) => sum + (label.split('+').includes(need) ? share : 0),
    0,
  );

/**
 * What a question needs beside rows of the platform, each need once with the reason: what the rules see and the
 * wordings of `needs.yaml` do not deny, and what those leave no doubt of.
 *
 * Effect: the first call reads the wordings and learns them, in half a second.
 */
export function needsOf(question: string): readonly NeedOf[] {
  const byRules = new Set(needsByRules(question).map(({ need }) => need));
  const classified = (classifier ??= classify());
  const whole = classified(needFeatures(question));
  // A second wish of a sentence is little of the whole.
  const parts = [whole, ...clausesOf(question).map((part) => classified(needFeatures(part)))];
  const wishes = wishesIn(question).map((wish) => ({
    byRules: new Set(needsByRules(wish).map(({ need }) => need)),
    shares: classified(needFeatures(wish)),
  }));
  const isWished = (need: Need): boolean =>
    wishes.some((wish) => wish.byRules.has(need) && beliefIn(need, wish.shares) > ofAWish);
  return reasonsOfNeeds.filter(
    ({ need }) =>
      isWished(need) ||
      (byRules.has(need)
        ? parts.some((shares) => beliefIn(need, shares) > seenByRules)
        : beliefIn(need, whole) > unseenByRules && !deniesNeed(question, need)),
  );
}
