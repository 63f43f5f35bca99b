import type { SearchRequest } from '../../domain/explanation.ts';
import { namesGiven } from '../../language/names-given.ts';
import { readTimes } from '../../language/time/read-times.ts';
import type { Period } from '../../language/time/read-times.ts';
import { measureOf, measures } from './measures/index.ts';
import type { Measure } from './measure.ts';
import { couldBe } from './named.ts';

/** What a why-question asks about, as far as its words tell. */
export type Asked = {
  readonly text: string;
  /** Measures that it may be about, likeliest first. */
  readonly measures: readonly Measure[];
  /** Ids of those that its own words name. */
  readonly said: readonly string[];
  /** Whether its words name them; else only the certified questions do that it is like. */
  readonly isWorded: boolean;
  /** Whether it says that something rose or fell; 0 where it does not. */
  readonly sign: 1 | -1 | 0;
  /** Whether it says that something got better. */
  readonly isBetter: boolean;
  /** The time that it names, epoch milliseconds; null where it names none. */
  readonly window: { readonly fromMs: number; readonly toMs: number } | null;
  /** Why a time that it names cannot be read. */
  readonly unread: string | null;
  /** The kind of object that it names without a name: "pipeline costs". */
  readonly kind: string | null;
  /** Names in it, by their form. */
  readonly names: readonly string[];
};

const up =
  /\b(?:jump\w*|ris(?:e|es|en|ing)|rose|spik\w+|surg\w+|soar\w*|climb\w*|increas\w*|up|higher|more(?: expensive)?|grow\w*|grew|bump|explod\w+|(?:so|that|too) (?:much|many|high|expensive)|high|over normal|double\w*|triple\w*|wave|burst|through the roof)\b/i;
const down =
  /\b(?:fall\w*|fell|drop\w*|down|decreas\w*|declin\w*|less|fewer|lower|cheaper|shr[iau]nk\w*|dip\w*|collaps\w+|so (?:few|little|low))\b/i;

const better =
  /\b(?:faster|quicker|shorter|better|healthier|green|improv\w*|recover\w*|more reliable)\b/i;

function signIn(text: string): 1 | -1 | 0 {
  const [isUp, isDown] = [up.test(text), down.test(text)];
  return isUp === isDown ? 0 : isUp ? 1 : -1;
}

/** Words for a kind of object. */
const kinds: readonly (readonly [kind: string, words: RegExp])[] = [
  ['pipeline', /\b(?:pipelines?|dlt|streaming|delta live)\b/i],
  ['endpoint', /\b(?:endpoints?|model serving)\b/i],
  ['cluster', /\b(?:clusters?|all.purpose)\b/i],
  [
    'warehouse',
    /\b(?:warehouses?|dwh|quer(?:y|ys|ies)|statements?|dashboards?|charts?|sql|power ?bi|tableau|looker|superset|qlik)\b/i,
  ],
  ['job', /\b(?:jobs?|workflows?)\b/i],
];

/** Whether one of the names has the form of what a measure is about. */
const canName = (measure: Measure, names: readonly string[]): boolean =>
  names.some((name) => couldBe(measure, name));

const kindIn = (text: string): string | null =>
  kinds.find(([, words]) => words.test(text))?.[0] ?? null;

/** Measures by domain, for a question whose words name none. */
const ofDomain: Readonly<Record<string, readonly string[]>> = {
  cost: ['cost'],
  reliability: ['failed runs', 'failed updates', 'missing runs', 'duration'],
  performance: ['latency', 'queue', 'spill', 'endpoint errors'],
  quality: ['stale', 'rows'],
  security: ['admin rights', 'logins', 'tokens', 'reads'],
  unified: ['cost', 'failed runs', 'latency', 'stale'],
};

/** What may have happened to an object that is only named. */
const anything = ['failed runs', 'missing runs', 'duration', 'latency', 'stale', 'rows', 'cost'];
/** Measures whose names have words for failing. */
const particular = ['logins', 'endpoint errors'];

/** Names of several parts with a digit in one: `node-lab-7`. */
const numbered = /(?<![\w.@/-])[a-z][a-z\d]*(?:-[a-z\d]+)*-\d[a-z\d]*(?![\w@/-])/gi;

/** Names of three parts or more, `prod-eu-load`, that are no phrase: "day-to-day". */
const parted =
  /(?<![\w.@/-])(?!\S*-(?:to|of|on|by|in|the|over|and|for|up|a|per)-)[a-z][a-z\d]*(?:-[a-z\d]+){2,}(?![\w@/-])/gi;

/** "Sign-ins" looks like a name and is a word for a measure. */
const isWord = (name: string): boolean =>
  measures.some(({ says }) => says.exec(name)?.[0].length === name.length);

function namesIn(question: string): readonly string[] {
  const shaped = [...question.matchAll(numbered), ...question.matchAll(parted)].map(
    ([name]) => name,
  );
  return [...new Set([...namesGiven(question), ...shaped])].filter((name) => !isWord(name));
}

/** The words of a question: `model-serving` names something, and says nothing of serving. */
const withoutNames = (question: string): string =>
  namesIn(question).reduce((text, name) => text.replaceAll(name, ' '), question);

/** What the words say, then what is looked at beside it, then what the domains are about. */
function measuresIn(said: readonly Measure[], isWorded: boolean, domains: readonly string[]) {
  const related = said.flatMap((one) => (one.related ?? []).map(measureOf));
  const byDomain = domains.flatMap((domain) => (ofDomain[domain] ?? []).map(measureOf));
  // Who only names an object may mean anything that happened to it.
  const any = isWorded ? [] : [...anything.map(measureOf), ...byDomain];
  return [...new Set([...said, ...related, ...any])];
}

/** "Failed logins" are no failed runs: a word that another measure has in its name says nothing more. */
function saidIn(question: string): readonly Measure[] {
  const text = withoutNames(question);
  const said = measures.filter(({ says }) => says.test(text));
  const isParticular = said.some(({ id }) => particular.includes(id));
  const rest = isParticular ? said.filter(({ id }) => id !== 'failed runs') : said;
  // "Failed refreshes of pipelines" are no failed runs of jobs either.
  const names = namesIn(question);
  const named = rest.toSorted((a, b) => Number(canName(b, names)) - Number(canName(a, names)));
  const ofKind = named.filter(
    ({ objects }) => 'is' in objects.kind && objects.kind.is === kindIn(text),
  );
  const isOther = ({ objects: { kind } }: Measure): boolean =>
    'is' in kind && kind.is !== kindIn(text) && kinds.some(([name]) => name === kind.is);
  return ofKind.length === 0 ? named : named.filter((measure) => !isOther(measure));
}

/** "than two weeks ago" is what is compared with, not the time asked about. */
const compared = /\bthan\b[^,.;?]*/gi;

/** What a question is read with: the domains it went to, the certified questions it is like, and its clock. */
export type Context = Pick<SearchRequest, 'domains' | 'nearest' | 'nowMs' | 'timeZone'>;

/** Measures that are taken from the certified questions that a text is like. */
const mostMeant = 2;

/** The measures of the certified questions that a text is likeliest to mean. */
function meantBy(nearest: readonly string[]): readonly Measure[] {
  const all = nearest.flatMap((id) => measures.find(({ meant }) => meant.includes(id)) ?? []);
  return [...new Set(all)].slice(0, mostMeant);
}

/** From the first to the last of several times: "it failed on Sunday and was fine on Monday". */
function spanOf(periods: readonly Period[]): Asked['window'] {
  if (periods.length === 0) return null;
  return {
    fromMs: Math.min(...periods.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...periods.map(({ toMs }) => toMs)),
  };
}

/** A name of somebody, or of where they come from, by its form. */
const isOfSomebody = (name: string): boolean =>
  name.includes('@') || /^\d+(?:\.\d+){3}$/.test(name);

/** What somebody did, where a question names them and no measure: what happened to a table is none of it. */
function ofWhoIsNamed(
  found: readonly Measure[],
  isWorded: boolean,
  names: readonly string[],
): readonly Measure[] {
  if (isWorded || !names.some(isOfSomebody)) return found;
  const deeds = (ofDomain['security'] ?? []).map(measureOf);
  return [...new Set([...found, ...deeds])].filter((measure) => canName(measure, names));
}

/** Reads a question about a cause. Pure. */
export function askedIn(question: string, { domains, nearest, nowMs, timeZone }: Context): Asked {
  const worded = saidIn(question);
  const said = worded.length > 0 ? worded : meantBy(nearest);
  const words = withoutNames(question).replaceAll(compared, '');
  const { periods, unread } = readTimes(words, nowMs, timeZone);
  const period = spanOf(periods);
  return {
    text: question,
    measures: ofWhoIsNamed(
      measuresIn(said, worded.length > 0, domains),
      worded.length > 0,
      namesIn(question),
    ),
    said: said.map(({ id }) => id),
    isWorded: worded.length > 0,
    sign: signIn(question),
    isBetter: better.test(question),
    window: period,
    unread:
      period !== null && period.fromMs >= nowMs
        ? 'it has not come yet'
        : (unread[0]?.reason ?? null),
    kind: kindIn(withoutNames(question)),
    names: namesIn(question),
  };
}

/** How a second question begins; a bare noun behind "and" belongs to the first. */
const opens = /^(?:why|how|what|is|are|does|do|did|has|have|the)\b/i;
/** Where one symptom ends and another begins. */
const between = /,? as well as (?:of )?|,? and(?: of)? |; /i;

/**
 * Each symptom that a question asks about: one, or two where its parts name different measures. A part
 * without a time of its own has that of the whole.
 *
 * Pure.
 */
export function symptomsIn(question: string, context: Context): readonly Asked[] {
  const whole = askedIn(question, context);
  const parts = question
    .split(between)
    .map((part) => askedIn(part, context))
    .filter(
      ({ isWorded, names, text }, at) =>
        isWorded && (at === 0 || names.length > 0 || opens.test(text)),
    );
  const [first, second] = parts;
  if (parts.length !== 2 || first === undefined || second === undefined) return [whole];
  if (first.said.some((id) => second.said.includes(id))) return [whole];
  return parts.map((one) => ({ ...one, window: one.window ?? whole.window }));
}

/**
 * The domain that a question about a cause belongs to by its own words: that of what it measures, `unified`
 * where it only names an object; null where it does neither.
 *
 * Pure.
 */
export function domainAsked(question: string): string | null {
  const [measure] = saidIn(question);
  if (measure !== undefined) return measure.check.split('/')[0] ?? null;
  return namesIn(question).length > 0 ? 'unified' : null;
}
