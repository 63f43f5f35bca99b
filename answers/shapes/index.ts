import { asksHowItWent } from '../asked.ts';
import type { Source } from '../cited.ts';
import { sayTrend } from '../trend.ts';
import { sayEvents } from '../events.ts';
import { change } from './change.ts';
import { list } from './list.ts';
import { ranking } from './ranking.ts';
import { single } from './single.ts';
import { total } from './total.ts';

/** A form of a first line: the sentence, or null for a table or a question that it does not fit. */
export type Shape = (source: Source, question: string) => string | null;

const trend: Shape = (source, question) => {
  const said = sayTrend(source, question);
  return said === null ? null : `${said}.`;
};

const sumOfSeries: Shape = (source, question) =>
  asksHowItWent(question) ? null : total(source, question);

/** Forms of a first line for tables without words of their own; the first that fits is used. */
export const shapes: readonly Shape[] = [
  sayEvents,
  sumOfSeries,
  trend,
  change,
  ranking,
  single,
  list,
];
