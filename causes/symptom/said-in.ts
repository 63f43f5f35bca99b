import { namesGiven } from '../../language/names-given.ts';
import { measureOf, measures } from './measures/index.ts';
import type { Measure } from './measure.ts';
import { couldBe } from './named.ts';

/** Words for a kind of object. */
const kinds: readonly (readonly [kind: string, words: RegExp])[] = [
  ['pipeline', /\b(?:pipelines?|dlt|streaming|delta live)\b/i],
  ['endpoint', /\b(?:endpoints?|model serving|chat ?bots?|llms?|inference)\b/i],
  ['cluster', /\b(?:clusters?|all.purpose)\b/i],
  [
    'warehouse',
    /\b(?:warehouses?|dwh|quer(?:y|ys|ies)|statements?|dashboards?|charts?|sql|power ?bi|tableau|looker|superset|qlik|reports?(?= (?:took|takes?|take|are|load|need|crawl)))\b/i,
  ],
  ['job', /\b(?:jobs?|workflows?)\b/i],
];

/** Whether one of the names has the form of what a measure is about. Pure. */
export const canName = (measure: Measure, names: readonly string[]): boolean =>
  names.some((name) => couldBe(measure, name));

const kindsIn = (text: string): readonly string[] =>
  kinds.flatMap(([kind, words]) => (words.test(text) ? [kind] : []));

/** The kind of object that a text names without a name; null where it names none. Pure. */
export const kindIn = (text: string): string | null => kindsIn(text)[0] ?? null;

/** Measures whose names have words for failing. */
const particular = ['logins', 'endpoint errors'];

/** Names of several parts with a digit in one: `node-lab-7`. */
const numbered = /(?<![\w.@/-])[a-z][a-z\d]*(?:-[a-z\d]+)*-\d[a-z\d]*(?![\w@/-])/gi;

/** Names of three parts or more, `prod-eu-load`, that are no phrase: "day-to-day". */
const parted =
  /(?<![\w.@/-])(?!\S*-(?:to|of|on|by|in|the|over|and|for|up|a|per)-)[a-z][a-z\d]*(?:-[a-z\d]+){2,}(?![\w@/-])/gi;

/** "Off-hours", "five-hour": words that are written with a hyphen. */
const compound =
  /^(?:off|after|out|before|during|post|pre|non|all|late|early|office|working|business|peak|mid|anti|inter|intra|no|any|end|first|second|third|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hour|minute|night|weekend|know|bulk|cross|double|triple)-[a-z]+$/i;

/** Names of what has none: "team unknown". */
const nobody = /^(?:unknown|undefined|blank|empty|null|none|missing|other)$/i;

/** "Sign-ins" looks like a name and is a word for a measure. */
const isWord = (name: string): boolean =>
  measures.some(({ says }) => says.exec(name)?.[0].length === name.length);

/** The names in a question, by their form, each once. Pure. */
export function namesIn(question: string): readonly string[] {
  const shaped = [...question.matchAll(numbered), ...question.matchAll(parted)].map(
    ([name]) => name,
  );
  return [...new Set([...namesGiven(question), ...shaped])].filter(
    (name) => !isWord(name) && !compound.test(name) && !nobody.test(name),
  );
}

/** The words of a question: `model-serving` names something, and says nothing of serving. Pure. */
export const withoutNames = (question: string): string =>
  namesIn(question)
    .reduce((text, name) => text.replaceAll(name, ' '), question)
    .replaceAll(/\s+/g, ' ');

const many =
  '(?:\\d+|dozens?(?: of)?|hundreds of|scores of|a (?:lot|bunch|series|string|dozen|number) of|lots of|many|several|so much|ten|twelve|\\w+teen|twenty|thirty|forty|fifty)(?:[ -]\\w+)?';
const hours = '(?:office |business |working |work |opening )?hours';
/** A number of acts, or that somebody acted when nobody works. */
const countedAct = new RegExp(
  [
    `\\b${many} (?:actions|events|operations|audit \\w+|things)\\b`,
    `\\b(?:after|off|out[- ]of|outside(?: of)?|non)[- ]${hours}\\b(?! (?:spend|cost|bill|price|compute|usage))`,
    `\\b(?:at night|overnight|nocturnal|night[- ]time|weekend|late[- ]night) (?:users?|actors?|actions|events|activity)\\b`,
  ].join('|'),
  'i',
);
/** Words for whatever somebody did. */
const anyAct =
  /\b(?:activit(?:y|ies)|audit(?:ed)? (?:events?|logs?|trail|findings?|records?|entries)|(?:burst|flurry|wave|spike|storm|surge|series) of (?:\w+ )?(?:events|actions|calls)|(?:unusual|strange|odd|weird|suspicious|abnormal|(?:so|that|too) many) (?:\w+ )?(?:events|actions|behaviou?r|things|operations)|(?:very|so|unusually) (?:busy|active)|(?:did|do|does|doing|done) (?:so|that|this) much|what (?:happened|went on|was (?:going on|happening)) (?:\w+ )?(?:at|around|about) (?:midnight|noon|\d{1,2}))\b/i;
/** What somebody may have done. */
const acts = ['admin rights', 'tokens', 'refused access', 'logins', 'reads', 'table reads'];

/** "Late on Friday" is an hour, where it is about what somebody did. */
const isLateHour = ({ id }: Measure, text: string): boolean =>
  id === 'stale' && /\blate(?: (?:at|in|on)\b|r?\W*$)/i.test(text);

const isAct = (text: string): boolean => anyAct.test(text) || countedAct.test(text);

/** Whether a question asks about whatever somebody did, of whom it gives no name. Pure. */
export function asksAnyAct(question: string): boolean {
  const text = withoutNames(question);
  const isOther = wordedIn(text).some((measure) => !isLateHour(measure, text));
  const isOfSomebody = namesIn(question).some((name) => name.includes('@'));
  return !isOther && !isOfSomebody && kindIn(text) === null && isAct(text);
}

/** Words for what a measure is of, which say nothing of what is the matter with it. */
const ofThings =
  /\b(?:pipelines?|dlt|delta live|streaming|endpoints?|model serving|quer(?:y|ys|ies)|statements?|dashboards?|updates?|refresh(?:es)?)\b/gi;

/** Those that a text names; "pipeline costs" are costs, and no failed updates. */
function wordedIn(text: string): readonly Measure[] {
  const saidBy = (words: string): readonly Measure[] =>
    measures.filter(({ says }) => says.test(words));
  // Spend that has "gone down" has not stopped working.
  const isMoney = saidBy(text).some(({ unit }) => unit === 'USD');
  const isShared = ({ alsoSays }: Measure): boolean => !isMoney && alsoSays?.test(text) === true;
  const sure = saidBy(text.replaceAll(ofThings, ' ')).filter(({ id }) => id !== 'failed runs');
  const all = measures.filter((one) => one.says.test(text) || isShared(one));
  // "Statements fail" says of what, and not that they are slow.
  const isSure = sure.length > 0 || all.some(({ id }) => id === 'failed queries');
  return isSure ? all.filter((one) => sure.includes(one) || !isOfThing(one)) : all;
}

/** Where no more is said than of what, "the team's charts dropped by half", what else the words may mean. */
function withHints(said: readonly Measure[], text: string): readonly Measure[] {
  const isVague = said.every((one) => isOfThing(one) || one.id === 'team spend');
  const hinted = isVague ? measures.filter(({ hints }) => hints?.test(text) === true) : [];
  return [...new Set([...hinted, ...said])];
}

const isOfThing = ({ id }: Measure): boolean =>
  ['failed updates', 'endpoint errors', 'latency'].includes(id);

/** What a refusal says beside itself: "may not read", "no rights". */
const inRefusal = ['reads', 'table reads', 'admin rights', 'team spend', 'stale'];

/** Who was refused fails, if it is a job; what a person was refused stands in the audit log. */
function ofRefusal(
  said: readonly Measure[],
  names: readonly string[],
  kind: string | null,
): readonly Measure[] {
  if (!said.some(({ id }) => id === 'refused access')) return said;
  if (said.some(({ id }) => particular.includes(id)))
    return said.filter(({ id }) => id !== 'refused access');
  const rest = said.filter(({ id }) => !inRefusal.includes(id));
  const all = [...new Set([...rest, measureOf('failed runs')])];
  const isOpen = names.length === 0 && kind === null;
  const isPerson = isOpen || names.some((name) => name.includes('@'));
  const rank = ({ id }: Measure): number => Number((id === 'refused access') !== isPerson);
  return all.toSorted((a, b) => rank(a) - rank(b));
}

/** "I am new in the sales team": a team is who asks, where something else than money is said. */
function withoutAsker(said: readonly Measure[], text: string): readonly Measure[] {
  const isBeside = said.some(({ unit }) => unit !== 'USD') && said.every(({ id }) => id !== 'cost');
  return isBeside && !shares.test(text) ? said.filter(({ id }) => id !== 'team spend') : said;
}
/** "The job is broken since somebody touched the grants", "tokens late on Friday": what is suspected, and when. */
function withoutSuspect(said: readonly Measure[], text: string): readonly Measure[] {
  const isFailing = said.some(({ id }) => id === 'failed runs') && kindIn(text) !== null;
  const rest = said.filter(
    (one) => !isLateHour(one, text) && !(isFailing && one.id === 'admin rights'),
  );
  return rest.length === 0 ? said : rest;
}

const shares = /\b(?:allocations?|chargebacks?|showbacks?|tags?|tagged|cost cent(?:er|re)s?)\b/i;

/**
 * The measures that the words of a question name, likeliest first. "Failed logins" are no failed runs: a word
 * that another measure has in its name says nothing more.
 *
 * Pure.
 */
export function saidIn(question: string): readonly Measure[] {
  const names = namesIn(question);
  const said = saidOf(question, names);
  const own = asking(question);
  if (own === question) return said;
  const asked = saidOf(own, names);
  const isAsked = (one: Measure): boolean =>
    asked.some((measure) => measure === one || (measure.unit === one.unit && said.includes(one)));
  return [...new Set([...said.filter(isAsked), ...asked, ...said])];
}

/** "What broke?" asks what came of the rest, and says nothing by itself. */
export const cameOfIt =
  /^\W*(?:and |so )*what (?:broke|failed|happened|went wrong|suffers|is (?:affected|hurt|broken)|was (?:affected|hurt|the (?:effect|impact|consequence)))\b\W*$/i;

/**
 * Of several sentences the one that asks, where it says by itself what it is about: the others tell how things
 * are. Else all of them.
 *
 * Pure.
 */
export function asking(question: string): string {
  const sentences = question.split(/(?<=[.?!])\s+(?=\p{Lu})/u);
  const last = sentences.findLast((one) => /\?\W*$/.test(one));
  const isWorded =
    last !== undefined && !cameOfIt.test(last) && wordedIn(withoutNames(last)).length > 0;
  return isWorded && sentences.length > 1 ? last : question;
}

function saidOf(question: string, names: readonly string[]): readonly Measure[] {
  const text = withoutNames(question);
  if (asksAnyAct(question)) return acts.map(measureOf);
  const isOfSomebody = names.some((name) => name.includes('@'));
  const worded = isOfSomebody ? wordedIn(text) : withHints(wordedIn(text), text);
  const said = withoutSuspect(withoutAsker(ofRefusal(worded, names, kindIn(text)), text), text);
  const isParticular = said.some(({ id }) => particular.includes(id));
  const rest = isParticular ? said.filter(({ id }) => id !== 'failed runs') : said;
  // "Failed refreshes of pipelines" are no failed runs of jobs either.
  const named = rest.toSorted((a, b) => Number(canName(b, names)) - Number(canName(a, names)));
  const ofKind = named.filter(
    ({ objects }) => 'is' in objects.kind && objects.kind.is === kindIn(text),
  );
  const isOther = ({ objects: { kind } }: Measure): boolean =>
    'is' in kind && kind.is !== kindIn(text) && kinds.some(([name]) => name === kind.is);
  if (ofKind.length === 0) return asOfKind(named, text);
  return named.filter((measure) => !isOther(measure));
}

/** "The pipelines' run time": what is said of a kind whose own measure has another name. */
function asOfKind(said: readonly Measure[], text: string): readonly Measure[] {
  const [kind, ...others] = kindsIn(text);
  if (kind === undefined || others.length > 0) return said;
  if (said.length === 0 && kind === 'cluster' && atNight.test(text))
    return [measureOf('idle hours')];
  const isOfKind = ({ objects }: Measure): boolean =>
    'is' in objects.kind && objects.kind.is === kind;
  const own = said.flatMap((one) => (one.related ?? []).map(measureOf)).filter(isOfKind);
  return own.length === 0 ? said : [...new Set(own)];
}

const hour = '(?:[0-6]|one|two|three|four|five|six)';
/** When a cluster that works has nothing to do. */
const atNight = new RegExp(
  `\\b(?:nights?|overnight|midnight|weekends?|saturdays?|sundays?|asleep|after hours|small hours|(?:at|until|till|past|after|around) ${hour} (?:am\\b|a\\.m\\.|o.clock in the (?:morning|night)|in the (?:morning|night)))`,
  'i',
);
