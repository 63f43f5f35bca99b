import { listed } from '../domain/text.ts';
import { capital } from '../answers/cited.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Explained } from './settle.ts';
import { shareOf } from './settle.ts';
import type { Say } from './say.ts';
import type { Break } from './symptom/breaks.ts';
import { numberOf } from './symptom/rows.ts';
import type { Row } from './symptom/rows.ts';

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What happened to the object, by the row of its largest day, or its numbers. */
function phraseOf(symptom: Break, level: Row, { cell }: Say): string {
  const { measure } = symptom;
  const last = symptom.rows.at(-1);
  const row = measure.days === 'add' ? (largestRow(symptom) ?? last) : last;
  if (measure.phrase !== undefined) return measure.phrase(cell, row ?? null, level);
  const when =
    symptom.fromDay === symptom.toDay
      ? `on ${cell(level, 'from_day')}`
      : `from ${cell(level, 'from_day')} to ${cell(level, 'to_day')}`;
  return `${measure.noun} of ${cell(level, 'object_name')} ${when} was ${cell(level, 'observed')}, usually ${cell(level, 'usual')}`;
}

function largestRow({ rows, measure, sign }: Break): Row | undefined {
  return rows.toSorted((a, b) => sign * ((measure.value(b) ?? 0) - (measure.value(a) ?? 0)))[0];
}

const sinceOf = (symptom: Break, level: Row, { cell }: Say): string =>
  symptom.fromDay === symptom.toDay || symptom.measure.between !== undefined
    ? ''
    : `; it began on ${cell(level, 'from_day')}`;

/** How large it is against the usual on the same days: of money what the trouble cost. */
function sizeOf(symptom: Break, level: Row, { cell }: Say): string {
  const { noun, days, unit } = symptom.measure;
  const how = days === 'mean' ? ' on average' : '';
  const more = `${cell(level, 'change')} ${symptom.sign > 0 ? 'more' : 'less'}`;
  const apart = unit === 'USD' ? `, which is ${more.replace('-', '')}` : '';
  const when =
    symptom.fromDay === symptom.toDay || days === 'last'
      ? `on ${cell(level, 'to_day')}`
      : `from ${cell(level, 'from_day')} to ${cell(level, 'to_day')}`;
  return `${capital(noun)} of ${cell(level, 'object_name')}: ${cell(level, 'observed')}${how} ${when}, usually ${cell(level, 'usual')}${apart}`;
}

/** How many objects of the kind did not break, and what else was looked at. */
/** A kind of object as a sentence says several: "addresses". Pure. */
export const plural = (kind: string): string => (kind.endsWith('s') ? `${kind}es` : `${kind}s`);

function alsoOf({ chain, symptom }: Explained, level: Row, say: Say): readonly string[] {
  const others = numberOf(level, 'other_objects') ?? 0;
  const alike =
    others === 0
      ? []
      : [
          `Of ${say.cell(level, 'other_objects')} other ${plural(symptom.object.kind)}, ${say.cell(level, 'others_alike')} left the usual range at the same time.`,
        ];
  return [...chain.flatMap(({ tested }) => tested.hypothesis.also?.(say) ?? []), ...alike];
}

/** Whether the first sentence has the whole size: what one row tells. */
const saysSize = ({ symptom, chain }: Explained): boolean =>
  chain.at(-1)?.tested.hypothesis.saysAll === true && symptom.rows.length === 1;

/** The sentences about one object that carries the symptom: its root first, then the chain to the symptom. */
function linesOf(explained: Explained, level: Row, say: Say): readonly string[] {
  const { symptom, chain } = explained;
  const happened = `${phraseOf(symptom, level, say)}${sinceOf(symptom, level, say)}`;
  const root = chain.at(-1);
  if (root === undefined || shareOf(explained) === 0) {
    const driver = root === undefined ? '' : `; ${root.tested.hypothesis.say(say)}`;
    return [
      `${capital(happened)}${driver}; what is behind it is not in the system tables.`,
      `${sizeOf(symptom, level, say)}.`,
      ...alsoOf(explained, level, say),
      (root?.of ?? symptom).measure.unseen,
    ];
  }
  const saysAll = root.tested.hypothesis.saysAll === true;
  const size = `${sizeOf(symptom, level, say)}.`;
  const isLast = saysSize(explained);
  const edges = chain
    .slice(0, -1)
    .map(({ tested }) => sentence(capital(tested.hypothesis.say(say))));
  return [
    `${capital(root.tested.hypothesis.say(say))}${saysAll ? '' : `; ${happened}`}.`,
    ...(isLast ? [] : [size]),
    ...edges.toReversed(),
    ...alsoOf(explained, level, say),
    ...(isLast ? [size] : []),
    ...(chain.length > 0 && root.tested.hypothesis.because !== undefined
      ? [
          `Why that is so is not in the system tables: ${root.tested.hypothesis.because.measure.unseen}`,
        ]
      : []),
  ];
}

/**
 * The sentences of an answer about what carries a symptom: the strongest first; of several, each with its
 * share.
 */
export function tellExplained(
  explained: readonly Explained[],
  levels: Evidence,
  say: Say,
): readonly string[] {
  // The rows of the table are in the order of the carriers.
  const parts = explained
    .map((one, at) => ({ one, row: { table: levels, at } }))
    .toSorted((a, b) => Number(shareOf(b.one) > 0) - Number(shareOf(a.one) > 0));
  const [first = [], ...others] = parts.map(({ one, row }) => linesOf(one, row, say));
  if (others.length === 0) return first;
  const shares = parts.map(({ row }) => {
    return `${say.cell(row, 'object_name')} with ${say.cell(row, 'share_percent')}`;
  });
  return [
    ...first,
    `The change comes from ${listed(shares)}.`,
    ...others.flatMap((lines) => lines.slice(0, 1)),
  ];
}
