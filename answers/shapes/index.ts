import { asksHowItWent } from '../asked.ts';
import type { Source } from '../cited.ts';
import { change } from './change.ts';
import { list } from './list.ts';
import { ranking } from './ranking.ts';
import { total } from './total.ts';

/** A form of a first line: the sentence, or null for a table or a question that it does not fit. */
export type Shape = (source: Source, question: string) => string | null;

const sumOfSeries: Shape = (source, question) => (asksHowItWent(question) ? null : total(source));

/** Forms of a first line for tables without words of their own; the first that fits is used. */
export const shapes: readonly Shape[] = [sumOfSeries, change, ranking, list];
