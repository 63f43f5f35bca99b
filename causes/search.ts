import { dayMs } from '../language/time/span.ts';
import { markersIn } from '../domain/citations.ts';
import type {
  ExplainedCause,
  Explanation,
  KeepTable,
  RuledOut,
  RunChecks,
  SearchRequest,
  Symptom,
  TellResult,
  Verdict,
} from '../domain/explanation.ts';
import { capital } from '../answers/cited.ts';
import { createAsker } from './asker.ts';
import type { Asker } from './asker.ts';
import { seriesCheck } from './checks.ts';
import { explainBreak, kindsFor } from './explain-break.ts';
import { causes } from './index.ts';
import { levelsOf } from './levels.ts';
import { createSay } from './say.ts';
import type { Say } from './say.ts';
import { nothing, shareOf, verdictOf } from './settle.ts';
import type { Explained, Tested } from './settle.ts';
import { symptomsIn } from './symptom/symptoms-in.ts';
import type { Asked } from './symptom/asked.ts';
import type { Measure } from './symptom/measure.ts';

import { daysAsked, findSymptom } from './symptom/find-symptom.ts';
import { changesSince, timelineOf } from './timeline.ts';
import { tellExplained } from './tell.ts';
import { tellUsual } from './tell-usual.ts';
import type { Found } from './tell-usual.ts';

/** What a search for a cause may do. */
export type SearchPorts = {
  readonly run: RunChecks;
  readonly tell: TellResult;
  readonly keep: KeepTable;
};

/** Series of different statements that are read to find what a question is about. */
const mostSeries = 5;
/** Hypotheses of a kind that are told as ruled out. */
const mostOfKind = 2;
/** The label of checks that find what happened. */
const symptomLabel = 'symptom';

/**
 * Finds the cause of what a question asks about: the symptom first, then candidate causes, each tested. A
 * question about two symptoms has two searches, and the weaker of their verdicts.
 *
 * Effect: only through `ports`.
 */
export async function searchCauses(
  request: SearchRequest,
  ports: SearchPorts,
): Promise<Explanation> {
  const { intent, nowMs } = request;
  const tools = { ...ports, asker: createAsker(ports.run), say: createSay(), intent, nowMs };
  const parts = symptomsIn(request.question, request);
  const found: Explanation[] = [];
  for (const asked of parts) found.push(await searchOne(asked, tools));
  return together(found, tools.say);
}

type SearchTools = SearchPorts & {
  readonly asker: Asker;
  readonly say: Say;
  readonly intent: SearchRequest['intent'];
  readonly nowMs: number;
};

async function searchOne(asked: Asked, tools: SearchTools): Promise<Explanation> {
  const { asker, say, intent, nowMs, keep, tell } = tools;
  const isUnread = asked.unread !== null && asked.window === null;
  const found = isUnread ? [] : await findIn(asked, asker, nowMs);
  const broken = found.find(({ result }) => result.kind === 'broken');
  if (broken === undefined || broken.result.kind !== 'broken') {
    const missing = asker.missing(asked.measures.map((measure) => seriesCheck(measure, nowMs)));
    const lines =
      intent === 'whatChanged'
        ? await changesOfNamed(asked, found, tools)
        : await tellUsual(asked, found, keep, say);
    const verdict = found.length === 0 && missing.length > 0 ? 'blocked' : 'inconclusive';
    return { ...nothing, verdict, missing, lines };
  }
  const explained: Explained[] = [];
  for (const carrier of broken.result.carriers)
    explained.push(await explainBreak(carrier, { asker, tell, causes, nowMs }));
  return settled(broken, explained, tools);
}

/** A list of changes is an answer by itself: there need not be trouble. */
async function changesOfNamed(
  asked: Asked,
  found: readonly Found[],
  tools: SearchTools,
): Promise<readonly string[]> {
  const [object] = found.flatMap(({ result }) =>
    result.kind === 'usual' && result.object !== null ? [result.object] : [],
  );
  const { fromDay, toDay } = daysAsked(asked, tools.nowMs);
  const window = asked.window ?? { fromMs: fromDay * dayMs, toMs: toDay * dayMs };
  return object === undefined ? [] : changesSince(object, window, tools);
}

/** From the verdict that says least. */
const byStrength: readonly Verdict[] = [
  'skipped',
  'blocked',
  'inconclusive',
  'contributing',
  'cause_found',
];

/** One explanation of what several symptoms came to: what each answers first, then the rest. */
function together(found: readonly Explanation[], say: Say): Explanation {
  const all = <Item>(pick: (one: Explanation) => readonly Item[]): readonly Item[] =>
    found.flatMap(pick);
  const [weakest = 'inconclusive'] = found
    .map(({ verdict }) => verdict)
    .toSorted((a, b) => byStrength.indexOf(a) - byStrength.indexOf(b));
  return {
    verdict: weakest,
    symptom: found[0]?.symptom ?? null,
    causes: all((one) => one.causes),
    ruledOut: all((one) => one.ruledOut),
    missing: unique(all((one) => one.missing)),
    lines: [...all((one) => one.lines.slice(0, 1)), ...all((one) => one.lines.slice(1))],
    actions: {
      now: all((one) => one.actions.now),
      thisWeek: all((one) => one.actions.thisWeek),
      thisMonth: all((one) => one.actions.thisMonth),
    },
    citations: say.citations(),
  };
}

/** Reads the series of the measures that a question may be about, until one has left its usual range. */
async function findIn(asked: Asked, asker: Asker, nowMs: number): Promise<readonly Found[]> {
  let found: readonly Found[] = [];
  const read = new Set<string>();
  for (const measure of asked.measures) {
    const check = seriesCheck(measure, nowMs);
    if (!read.has(check.question) && read.size >= mostSeries) continue;
    if (isBeside(measure, asked) && found.some(isOfNamed)) continue;
    read.add(check.question);
    await asker.ask([{ hypothesis: symptomLabel, checks: [check] }]);
    const table = asker.table(check);
    if (table === null) continue;
    found = withNext(
      found,
      { measure, table, result: findSymptom(measure, table, asked, nowMs) },
      asked,
    );
    if (isAnswer(found.at(-1), asked)) break;
  }
  return found;
}

/** What is only looked at beside what was said. That of spend shows where it went. */
const isBeside = ({ id, unit }: Measure, { isWorded, said }: Asked): boolean =>
  isWorded && !said.includes(id) && unit !== 'USD';

/** What was found with the next of it: where an object is named, trouble of others is no answer. */
function withNext(found: readonly Found[], next: Found, asked: Asked): readonly Found[] {
  if (isOfNamed(next))
    return asked.isWorded ? [...found, next] : [...found.filter(isOfNamed), next];
  return asked.said.length === 0 || found.some(isOfNamed) ? found : [...found, next];
}

/** Whether nothing more need be read. */
function isAnswer(found: Found | undefined, { isWorded }: Asked): boolean {
  if (found === undefined) return false;
  const { result, measure } = found;
  if (result.kind === 'broken') return isWorded || result.isNamed;
  // That all spend was as usual, or went the other way, is the answer.
  return result.kind === 'usual' && measure.unit === 'USD' && !result.isNamed;
}

const isOfNamed = ({ result }: Found): boolean => 'isNamed' in result && result.isNamed;

async function settled(
  { measure, table, result }: Found,
  explained: readonly Explained[],
  { asker, keep, say, intent, nowMs }: SearchTools,
): Promise<Explanation> {
  if (result.kind !== 'broken') throw new Error('nothing is broken');
  const [first] = explained;
  if (first === undefined) throw new Error('a break has no carrier');
  const { fromDay, toDay, object, observed, usual, onsetMs } = first.symptom;
  const all = { ...result.all, fromDay, toDay };
  const levels = await keep(levelsOf(measure, result.carriers, all, table, result.others));
  const missing = unique(
    asker.missing(
      explained.flatMap(({ symptom }) =>
        kindsFor(causes, symptom).flatMap((cause) => cause.checks(symptom, nowMs)),
      ),
    ),
  );
  const ordered = explained.toSorted((a, b) => Number(shareOf(b) > 0) - Number(shareOf(a) > 0));
  const changes = explained.flatMap((one) => timelineOf(one, asker, say, nowMs));
  const lines = [
    ...tellExplained(explained, levels, say),
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
    actions: actionsOf(ordered),
    citations: [],
  };
}

const unique = <Item extends { readonly what: string }>(items: readonly Item[]): readonly Item[] =>
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
