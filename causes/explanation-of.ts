import { listed } from '../domain/text.ts';
import { markersIn } from '../domain/citations.ts';
import type {
  ExplainedCause,
  Explanation,
  KeepTable,
  RuledOut,
  SearchRequest,
  Symptom,
} from '../domain/explanation.ts';
import { capital } from '../answers/cited.ts';
import type { Asker } from './asker.ts';
import { kindsFor } from './explain-break.ts';
import { causes } from './index.ts';
import { levelsOf } from './levels.ts';
import type { Say } from './say.ts';
import type { Break } from './symptom/breaks.ts';
import { shareOf, verdictOf } from './settle.ts';
import type { Explained, Tested } from './settle.ts';
import type { Found } from './tell-usual.ts';
import { tellFollowUp } from './tell-follow-up.ts';
import { tellExplained } from './tell.ts';
import { timelineOf } from './timeline.ts';

/** Hypotheses of a kind that are told as ruled out. */
const mostOfKind = 2;

/** What is told of one symptom needs. */
export type TellTools = {
  readonly asker: Asker;
  readonly keep: KeepTable;
  readonly say: Say;
  readonly intent: SearchRequest['intent'];
  readonly nowMs: number;
  /** What is asked more about the cause; absent where it is asked for itself. */
  readonly followUp?: SearchRequest['followUp'];
};

/**
 * The explanation of what was found of one measure, by what explains each of its carriers.
 *
 * Effect: keeps the table with the usual level.
 *
 * @param explained One for each carrier that is told, in their order.
 * @throws {Error} When nothing is broken, or no carrier explained.
 */
export async function explanationOf(
  { measure, table, result }: Found,
  explained: readonly Explained[],
  tools: TellTools,
): Promise<Explanation> {
  const { asker, keep, say, intent, nowMs, followUp } = tools;
  if (result.kind !== 'broken') throw new Error('nothing is broken');
  const [first] = explained;
  if (first === undefined) throw new Error('a break has no carrier');
  const { fromDay, toDay, object, observed, usual, onsetMs } = first.symptom;
  const all = { ...result.all, fromDay, toDay };
  const carriers = explained.map((one) => ({ symptom: one.symptom, share: one.carries }));
  const levels = await keep(levelsOf(measure, carriers, all, table, result.others));
  const missing = unique(
    asker.missing(
      explained.flatMap(({ symptom }) =>
        kindsFor(causes, symptom).flatMap((cause) => cause.checks(symptom, nowMs)),
      ),
    ),
  );
  const ordered = explained.toSorted((a, b) => Number(shareOf(b) > 0) - Number(shareOf(a) > 0));
  const changes = explained.flatMap((one) => timelineOf(one, asker, say, nowMs));
  const actions = actionsOf(ordered);
  const one = ordered[0] ?? first;
  const told = { one, level: { table: levels, at: explained.indexOf(one) }, actions };
  const more = followUp === undefined ? [] : await tellFollowUp(followUp, told, tools);
  const lines = [
    ...more,
    ...tellExplained(explained, levels, say),
    ...besideLine(result.also, say),
    ...(intent === 'whatChanged' ? changes : []),
  ];
  const symptom: Symptom = {
    measure: measure.noun,
    object,
    onset: new Date(onsetMs).toISOString(),
    size: observed,
    expected: usual,
    unit: measure.unit,
    markers: ['observed', 'usual'].flatMap((name) =>
      markersIn(say.cell({ table: levels, at: 0 }, name)),
    ),
  };
  return {
    verdict: verdictOf(explained, { isBlocked: missing.length > 0, others: result.others }),
    symptom,
    causes: ordered.flatMap((one) => causeOf(one, say)),
    ruledOut: explained.flatMap((one) => ruledOutOf(one, say)),
    missing,
    lines,
    actions,
    citations: [],
  };
}

/** What else a question that names nothing may be about. */
function besideLine(also: readonly Break[], say: Say): readonly string[] {
  const names = also.flatMap(({ measure: { objects }, rows }) => {
    const last = rows.at(-1);
    return last === undefined ? [] : [say.cell(last, objects.name ?? objects.id)];
  });
  if (names.length === 0) return [];
  return [
    `The question names nothing, so all was looked at; also ${listed(names)} left the usual range.`,
  ];
}

/** The first of those that say the same. Pure. */
export const unique = <Item extends { readonly what: string }>(
  items: readonly Item[],
): readonly Item[] =>
  items.filter((one, at) => items.findIndex(({ what }) => what === one.what) === at);

function causeOf(one: Explained, say: Say): readonly ExplainedCause[] {
  return one.chain.toReversed().map(({ tested }) => {
    const { hypothesis, cause } = tested;
    const statement = `${capital(hypothesis.say(say))}.`;
    return {
      kind: cause.kind,
      statement,
      objects: hypothesis.objects,
      at: hypothesis.atMs === null ? null : new Date(hypothesis.atMs).toISOString(),
      share: hypothesis.share,
      markers: markersIn(statement),
    };
  });
}

/** What was ruled out, of each kind the nearest to the onset. */
function ruledOutOf({ ruledOut, symptom }: Explained, say: Say): readonly RuledOut[] {
  const distance = ({ hypothesis: { atMs } }: Tested): number =>
    Math.abs((atMs ?? symptom.onsetMs) - symptom.onsetMs);
  const nearest = ruledOut
    .toSorted((a, b) => distance(a) - distance(b))
    .filter(
      ({ cause }, at, all) =>
        all.slice(0, at).filter((one) => one.cause === cause).length < mostOfKind,
    );
  return nearest.map(({ cause, hypothesis, fallsBy }) => {
    const why = `${capital(hypothesis.say(say))}: ${fallsBy}.`;
    return { kind: cause.kind, why, markers: markersIn(why) };
  });
}

function actionsOf(explained: readonly Explained[]): Explanation['actions'] {
  const roots = explained.flatMap(({ chain }) => chain.at(-1) ?? []).slice(0, 2);
  const all = (when: 'now' | 'thisWeek' | 'thisMonth'): readonly string[] =>
    roots.map(({ tested: { cause, hypothesis } }) =>
      cause.actions[when].replaceAll('{object}', hypothesis.objects[0]?.name ?? 'it'),
    );
  return { now: all('now'), thisWeek: all('thisWeek'), thisMonth: all('thisMonth') };
}
