import type { SearchRequest } from '../../domain/explanation.ts';
import { isBetterIn, signIn } from './direction.ts';
import { measureOf, measures } from './measures/index.ts';
import type { Measure } from './measure.ts';
import { couldBe } from './named.ts';
import { anyOfNamed, asksDeeds, ofNamed } from './of-named.ts';
import { asking, asksAnyAct, kindIn, namesIn, saidIn, withoutNames } from './said-in.ts';
import { stated } from './stated.ts';
import { withoutWhoAsks } from './who-asks.ts';
import { windowAsked } from './window-asked.ts';
import type { Window } from './window-asked.ts';

/** What a why-question asks about, as far as its words tell. */
export type Asked = {
  readonly text: string;
  /** Measures that it may be about, likeliest first. */
  readonly measures: readonly Measure[];
  /** Ids of those that its own words name. */
  readonly said: readonly string[];
  /** Whether its words name them; else only the certified questions do that it is like. */
  readonly isWorded: boolean;
  /** Whether it asks about whatever somebody did then. */
  readonly isOpen: boolean;
  /** Whether it says that something rose or fell; 0 where it does not. */
  readonly sign: 1 | -1 | 0;
  /** Whether it says that something got better. */
  readonly isBetter: boolean;
  /** The time that it names, epoch milliseconds; null where it names none. */
  readonly window: Window | null;
  /** Whether that time was said of another part of the question. */
  readonly isTimeShared?: true;
  /** The hours within it that may be meant. */
  readonly hours: readonly Window[];
  /** Why a time that it names cannot be read. */
  readonly unread: string | null;
  /** The kind of object that it names without a name: "pipeline costs". */
  readonly kind: string | null;
  /** Names in it, by their form. */
  readonly names: readonly string[];
  /** Kinds of causes that alone can answer it; null for any. */
  readonly only: readonly string[] | null;
  /** Tables of which its cause must be, as they are named beside what is asked about. */
  readonly of: readonly string[];
};

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
const anything = [
  'failed runs',
  'missing runs',
  'duration',
  'failed updates',
  'endpoint errors',
  'latency',
  'stale',
  'rows',
  'cost',
];

/** What the words say, then what is looked at beside it, then what the domains are about. */
function measuresIn(
  said: readonly Measure[],
  isWorded: boolean,
  domains: readonly string[],
  kind: string | null,
) {
  // "Failed updates of pipelines": what failed of jobs is none of them.
  const isOfKind = ({ objects }: Measure): boolean =>
    kind !== 'pipeline' || !('is' in objects.kind) || objects.kind.is !== 'job';
  const related = said.flatMap((one) => (one.related ?? []).map(measureOf)).filter(isOfKind);
  const byDomain = domains.flatMap((domain) => (ofDomain[domain] ?? []).map(measureOf));
  // Who only names an object may mean anything that happened to it.
  const any = isWorded ? [] : [...anything.map(measureOf), ...byDomain];
  return [...new Set([...said, ...related, ...any])];
}

/** What a question is read with: the domains it went to, the certified questions it is like, and its clock. */
export type Context = Pick<SearchRequest, 'domains' | 'nearest' | 'nowMs' | 'timeZone'>;

/** Measures that are taken from the certified questions that a text is like. */
const mostMeant = 2;

/** The measures of the certified questions that a text is likeliest to mean. */
function meantBy(nearest: readonly string[]): readonly Measure[] {
  const all = nearest.flatMap((id) => measures.find(({ meant }) => meant.includes(id)) ?? []);
  return [...new Set(all)].slice(0, mostMeant);
}

/** Reads a question about a cause. Pure. */
export function askedIn(question: string, { domains, nearest, nowMs, timeZone }: Context): Asked {
  const words = stated(question);
  const all = namesIn(withoutWhoAsks(question));
  const spoken = saidIn(words);
  const isRefusal = !asksAnyAct(question) && spoken.some(({ id }) => id === 'refused access');
  const tables = isRefusal ? all.filter((name) => couldBe(measureOf('stale'), name)) : [];
  const names = all.filter((name) => !tables.includes(name));
  const worded = ofNamed(spoken, names, question);
  const said = worded.length > 0 ? worded : ofNamed(meantBy(nearest), names, question);
  const { window, hours, unread } = windowAsked(withoutNames(question), nowMs, timeZone);
  const kind = kindIn(withoutNames(asking(words)));
  const mayBe = measuresIn(said, worded.length > 0, domains, kind);
  return {
    text: question,
    measures: worded.length > 0 ? mayBe : anyOfNamed(mayBe, names, question),
    said: said.map(({ id }) => id),
    isWorded: worded.length > 0,
    sign: signIn(words),
    isBetter: isBetterIn(words),
    window,
    hours,
    unread,
    isOpen: asksAnyAct(question) || (worded.length === 0 && asksDeeds(question, names)),
    kind,
    names,
    only: isRefusal ? ['permission-taken'] : null,
    of: tables,
  };
}

/**
 * The domain that a question about a cause belongs to by its own words: that of what it measures, `unified`
 * where it only names an object; null where it does neither.
 *
 * Pure.
 */
export function domainAsked(question: string): string | null {
  const [measure] = saidIn(stated(question));
  if (measure !== undefined) return measure.check.split('/')[0] ?? null;
  return namesIn(question).length > 0 ? 'unified' : null;
}
