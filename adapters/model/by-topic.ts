import { namesGiven } from '../../language/names-given.ts';
import { ownWordsIn } from '../../language/own-words.ts';
import { asksWhoChanged } from '../../language/who-did.ts';
import type { Domain } from '../../domain/domains.ts';
import type { RoutedDomain } from '../../domain/routing.ts';
import { kindsIn } from '../../wordings/subject.ts';
import { routed } from './routed.ts';
import { signOf } from './signs.ts';
import type { Topic } from './topics.ts';

/** Below this share the things that a text names say more of its domain. */
const sureShare = 0.6;

/** From this share on a text is about the whole platform, also with a word of one domain. */
const sureOfAllShare = 0.75;

/** Belief in a domain of which only a name, or a word for things, tells. */
const namedShare = 0.45;

/** Where a question belongs that hardly says more than a name. */
const domainOf: Readonly<Record<string, Domain>> = {
  user: 'security',
  address: 'security',
  table: 'quality',
  job: 'reliability',
};

/** Words for things of one domain only, where a text is about nothing else that is known. */
const thingsOf: readonly (readonly [Domain, RegExp])[] = [
  [
    'performance',
    /\b(?:warehouses?|clusters?|endpoints?|models?|quer(?:y|ies)|cpu|gpu|tokens? per|latency|compil\w+)\b/i,
  ],
  ['reliability', /\b(?:jobs?|pipelines?|runs?|dlt)\b/i],
  [
    'security',
    /\b(?:users|people|logins?|permissions?|grants?|secrets?|audit logs?|service principals?|who|by whom)\b/i,
  ],
  ['quality', /\b(?:columns?|schemas?|catalogs?|lineage)\b/i],
  ['cost', /\b(?:costs?|spend|spent|usd|dbus?|bill|workspaces?)\b/i],
];

/** What no other field than a data platform has. */
const ofPlatform =
  /\b(?:sql warehouses?|warehouses?|clusters?|endpoints?|pipelines?|workspaces?|dbus?|ai gateway|lineage|unity catalog|permission changes?|secret scopes?|row filters?|column masks?|rate limits?|dbt builds?|audit logs?|service principals?|jobs?\b.{0,40}\b(?:run|runs|ran|runtime|fail\w*|retr\w+|minutes?|hours?))\b/i;

/** A text that hardly says more than a name, or of things that only one domain has, goes where they are known. */
function byName(question: string): readonly RoutedDomain[] {
  const [kind] = kindsIn(question).flatMap((one) => domainOf[one] ?? []);
  const things = thingsOf.filter(([, words]) => words.test(question)).map(([domain]) => domain);
  const isNamed =
    kind !== undefined ||
    namesGiven(question).length > 0 ||
    ownWordsIn(question).length > 0 ||
    ofPlatform.test(question);
  const [thing] = things.length > 0 && isNamed ? things : kind === undefined ? [] : [kind];
  const domain = asksWhoChanged(question) ? 'security' : thing;
  const reason = 'It names such a thing and little else.';
  return domain === undefined ? [] : [{ domain, question, score: namedShare, reason }];
}

/** Where a text goes that begins a session or has a topic of its own. Pure. */
export function byTopic(topic: Topic | null, question: string): readonly RoutedDomain[] {
  if (topic === null) return byName(question);
  const sign = topic.domain === 'unified' && topic.share < sureOfAllShare ? signOf(question) : null;
  if (sign !== null) return [routed({ ...topic, domain: sign }, question)];
  const named = topic.share < sureShare ? byOtherThing(question, topic) : [];
  return named.length > 0 ? named : [routed(topic, question)];
}

/** What is hardly like any question goes where the things are known that it names, if they are none of its topic's. */
function byOtherThing(question: string, { domain }: Topic): readonly RoutedDomain[] {
  const [one, ...others] = thingsOf.filter(([, words]) => words.test(question));
  return one !== undefined && others.length === 0 && one[0] !== domain && domain !== 'cost'
    ? byName(question)
    : [];
}
