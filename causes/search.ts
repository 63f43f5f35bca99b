import { dayMs } from '../language/time/span.ts';
import type {
  Explanation,
  KeepTable,
  RunChecks,
  SearchRequest,
  TellResult,
  Verdict,
} from '../domain/explanation.ts';
import { asAsked, kindsAsked } from './as-asked.ts';
import { createAsker } from './asker.ts';
import { behindUsual } from './behind-usual.ts';
import type { Behind } from './behind-usual.ts';
import { seriesCheck } from './checks.ts';
import { explainBreak } from './explain-break.ts';
import { explanationOf, unique } from './explanation-of.ts';
import type { TellTools } from './explanation-of.ts';
import { findIn, isOfNamed, mayAnswer } from './find-in.ts';
import { causes } from './index.ts';
import { areAtHour, nearest } from './nearest.ts';
import { otherwiseAsked } from './otherwise-asked.ts';
import { createSay } from './say.ts';
import type { Say } from './say.ts';
import { nothing } from './settle.ts';
import type { Explained } from './settle.ts';
import type { Asked } from './symptom/asked.ts';
import { daysAsked } from './symptom/find-symptom.ts';
import type { Carrier } from './symptom/carriers.ts';
import { hasName } from './symptom/named.ts';
import { symptomsIn } from './symptom/symptoms-in.ts';
import { tellUsual } from './tell-usual.ts';
import type { Found } from './tell-usual.ts';
import { changesSince } from './timeline.ts';
import { withUsersOf } from './users-of.ts';

/** Measures of one object that are explained to find one with a cause. */
const mostTried = 2;

/** What a search for a cause may do. */
export type SearchPorts = {
  readonly run: RunChecks;
  readonly tell: TellResult;
  readonly keep: KeepTable;
};

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
  const { intent, nowMs, followUp } = request;
  const tools = {
    ...ports,
    asker: createAsker(ports.run),
    say: createSay(),
    intent,
    nowMs,
    ...(followUp === undefined ? {} : { followUp }),
  };
  const question = await withUsersOf(request.question, tools.asker, request);
  const parts = symptomsIn(question, request);
  const found: Explanation[] = [];
  for (const asked of parts) found.push(...(await searchPart(asked, tools)));
  return together(found, tools.say);
}

/** What is as usual at a time that was said of another part may have happened at another. */
async function searchPart(asked: Asked, tools: SearchTools): Promise<readonly Explanation[]> {
  const found = await searchEach(asked, tools);
  const isQuiet = found.every(({ symptom }) => symptom === null);
  if (asked.isTimeShared !== true || !isQuiet) return found;
  const anyTime = await searchEach({ ...asked, window: null, hours: [] }, tools);
  return anyTime.some(({ symptom }) => symptom !== null) ? anyTime : found;
}

/** One search, and another for the names that its answer has nothing of: they may be of another kind. */
async function searchEach(asked: Asked, tools: SearchTools): Promise<readonly Explanation[]> {
  const { explanation: first, isNamed } = await searchOne(asked, tools);
  const text = first.lines.join(' ');
  const told = asked.names.filter((name) => hasName(text, name));
  const names = asked.names.filter((name) => !told.includes(name));
  if (!isNamed || told.length === 0 || names.length === 0) return [first];
  const rest = told.reduce((words, name) => words.replaceAll(name, ' '), asked.text);
  const second = await searchOne({ ...asked, text: rest, names }, tools);
  return second.isNamed ? [first, second.explanation] : [first];
}

/** `isNamed`: it is about what the question names. */
type Searched = { readonly explanation: Explanation; readonly isNamed: boolean };

type SearchTools = SearchPorts & TellTools;

async function searchOne(asked: Asked, tools: SearchTools): Promise<Searched> {
  const isUnread = asked.unread !== null && asked.window === null;
  const found = isUnread ? [] : await findIn(asked, tools.asker, tools.nowMs);
  const isNamed = found.some(isOfNamed);
  const unusual = unusualFirst(found.filter((one) => mayAnswer(one, asked)));
  const broken = asked.isOpen ? nearest(unusual, asked) : unusual.slice(0, 1);
  const own = broken.length === 0 ? null : await explainAll(broken, unusual, asked, tools);
  const isSettled = own !== null && (!asked.isOpen || isAnswerOf(own, broken, asked));
  const other = isSettled ? null : await foundOtherwise(asked, found, tools);
  if (other !== null) return { explanation: other, isNamed: true };
  return { explanation: own ?? (await withoutBreak(asked, found, tools)), isNamed };
}

/** Whether what somebody did lies within the hours that are asked about, and has a cause or is one. */
const isAnswerOf = ({ verdict }: Explanation, broken: readonly Found[], asked: Asked): boolean =>
  verdict === 'cause_found' && areAtHour(broken, asked);

async function explainAll(
  broken: readonly Found[],
  unusual: readonly Found[],
  asked: Asked,
  tools: SearchTools,
): Promise<Explanation> {
  // Who says nothing of what is wrong with it is told what can be explained.
  if (!asked.isWorded && !asked.isOpen) return firstCaused(unusual, asked, tools);
  const explained: Explanation[] = [];
  for (const one of broken) explained.push(await explainFound(one, asked, tools));
  return together(explained, tools.say);
}

/** What left its usual range before what is only said to have. */
const unusualFirst = (found: readonly Found[]): readonly Found[] =>
  found.toSorted((a, b) => Number(isCase(a)) - Number(isCase(b)));
const isCase = ({ result }: Found): boolean => result.kind === 'broken' && result.isCase;

/** The explanation of the first that has a cause, of a few; else of the first. */
async function firstCaused(
  unusual: readonly Found[],
  asked: Asked,
  tools: SearchTools,
): Promise<Explanation> {
  const told: Explanation[] = [];
  for (const one of unusual.slice(0, mostTried)) {
    const explanation = await explainFound(one, asked, tools);
    if (explanation.verdict === 'cause_found') return together([explanation], tools.say);
    told.push(explanation);
  }
  return together(told.slice(0, 1), tools.say);
}

/** The explanation of another reading of a question, where it finds what it must and tells the names of the question. */
async function foundOtherwise(
  asked: Asked,
  found: readonly Found[],
  tools: SearchTools,
): Promise<Explanation | null> {
  for (const { asked: other, mustName, needsCause } of otherwiseAsked(asked, found)) {
    const all = (await findIn(other, tools.asker, tools.nowMs)).filter((one) =>
      mayAnswer(one, other),
    );
    for (const one of other.isOpen ? nearest(all, other) : all.slice(0, 1)) {
      const explanation = await explainFound(one, other, tools);
      const text = explanation.lines.join(' ');
      const isTold = mustName.every((name) => hasName(text, name));
      const isFound = explanation.verdict === 'cause_found' || !needsCause;
      if (isFound && isTold) return together([explanation], tools.say);
    }
  }
  return null;
}

/** What is told where nothing that is asked about left its usual range: what is behind it may have. */
async function withoutBreak(
  asked: Asked,
  found: readonly Found[],
  tools: SearchTools,
): Promise<Explanation> {
  const { asker, keep, nowMs, say } = tools;
  const behind = await behindUsual(asked, found, asker, nowMs);
  if (behind === null) return asUsual(asked, found, tools);
  const { lines, symptom, ruledOut, missing } = await explainFound(behind.found, asked, tools);
  const [itself = ''] = await tellUsual(asked, [behind.usual], keep, say);
  const [first = '', ...others] = lines;
  const told = [itself, `${edgeOf(behind, say)}: ${first}`, ...others];
  return { ...nothing, verdict: 'inconclusive', symptom, ruledOut, missing, lines: told };
}

/** How what broke is joined with the table that is asked about. */
function edgeOf({ edge, found }: Behind, { cell }: Say): string {
  const isTable = found.measure.id === 'stale';
  const table = cell(edge, 'table_name');
  return isTable ? `${table} is made from ${cell(edge, 'upstream_table')}` : `What writes ${table}`;
}

/** What is told where nothing that is asked about left its usual range. */
async function asUsual(
  asked: Asked,
  found: readonly Found[],
  tools: SearchTools,
): Promise<Explanation> {
  const { asker, say, intent, nowMs, keep } = tools;
  const missing = asker.missing(asked.measures.map((measure) => seriesCheck(measure, nowMs)));
  const changes = intent === 'whatChanged' ? await changesOfNamed(asked, found, tools) : [];
  const lines = changes.length > 0 ? changes : await tellUsual(asked, found, keep, say);
  const verdict = found.length === 0 && missing.length > 0 ? 'blocked' : 'inconclusive';
  return { ...nothing, verdict, missing, lines };
}

/** Explains the carriers of what was found. */
async function explainFound(found: Found, asked: Asked, tools: SearchTools): Promise<Explanation> {
  const { asker, tell, nowMs } = tools;
  const kinds = kindsAsked(causes, asked);
  const explained: Explained[] = [];
  for (const carrier of carriersOf(found))
    explained.push(await explainBreak(carrier, { asker, tell, causes: kinds, nowMs }));
  return explanationOf(found, asAsked(explained, asked), tools);
}

const carriersOf = ({ result }: Found): readonly Carrier[] =>
  result.kind === 'broken' ? result.carriers : [];

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
  // Where one is as usual there is nothing to be explained.
  const troubles = found.filter(({ symptom }) => symptom !== null);
  const [weakest = 'inconclusive'] = (troubles.length === 0 ? found : troubles)
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
