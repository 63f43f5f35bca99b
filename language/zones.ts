/** A time zone that a text names, and the words that named it. */
export type Zone = { readonly timeZone: string; readonly label: string };

const abbreviations: Readonly<Record<string, string>> = {
  UTC: 'UTC',
  GMT: 'UTC',
  BST: 'Europe/London',
  CET: 'Europe/Berlin',
  CEST: 'Europe/Berlin',
  EET: 'Europe/Helsinki',
  EST: 'America/New_York',
  EDT: 'America/New_York',
  ET: 'America/New_York',
  CST: 'America/Chicago',
  CDT: 'America/Chicago',
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  PT: 'America/Los_Angeles',
  IST: 'Asia/Kolkata',
  JST: 'Asia/Tokyo',
  AEST: 'Australia/Sydney',
};

const names = Intl.supportedValuesOf('timeZone');
const cities = new Map(
  names.map((zone) => [(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ').toLowerCase(), zone]),
);

/** The cities that zones are named for, in lower case. */
export const zoneCities: readonly string[] = [...cities.keys()];

const written = new RegExp(
  `\\(?\\b(?:in |at )?(${Object.keys(abbreviations).join('|')})(?: time)?\\b\\)?`,
);
const named = /\b(?:in |at )?((?:[a-z]+ )?[a-z]+)(?:['’]s)?(?: local)? time(?: ?zone)?\b/gi;
const path = /\(?\b(?:in )?([a-z]+(?:\/[a-z][a-z0-9_+-]*)+)\b\)?/gi;
const setting = /\btime ?zone ([\w/+:-]+)/gi;

function byAbbreviation(text: string): Zone | null {
  const found = written.exec(text);
  const timeZone = abbreviations[found?.[1] ?? ''];
  return found === null || timeZone === undefined ? null : { timeZone, label: found[0] };
}

/** A city has one word or two: of "show Berlin time" only the second counts. */
function byCity(text: string): Zone | null {
  for (const [label, words = ''] of text.matchAll(named)) {
    const last = words.split(' ').at(-1) ?? words;
    for (const city of [words, last]) {
      const timeZone = cities.get(city.toLowerCase());
      if (timeZone !== undefined) return { timeZone, label: label.slice(label.indexOf(city)) };
    }
  }
  return null;
}

const canonicalNames = new Map<string, string | null>();
/** Names come from questions, too, so that without a limit there would be ever more of them. */
const maxKnown = 1_000;

/** The name that a zone has in the tables of the runtime; null when it has none of that name. */
function canonical(name: string): string | null {
  const known = canonicalNames.get(name);
  if (known !== undefined) return known;
  const found = lookUp(name);
  if (canonicalNames.size < maxKnown) canonicalNames.set(name, found);
  return found;
}

function lookUp(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

function byName(text: string, pattern: RegExp): Zone | null {
  for (const [label, name = ''] of text.matchAll(pattern)) {
    const timeZone = canonical(name);
    if (timeZone !== null) return { timeZone, label };
  }
  return null;
}

/**
 * The time zone that a text names: "Berlin time", "in PST", "America/New_York", "time zone CET".
 * Abbreviations count in capitals only; a city needs the word "time".
 */
export const findZone = (text: string): Zone | null =>
  byName(text, setting) ?? byAbbreviation(text) ?? byCity(text) ?? byName(text, path);

/**
 * Says in a question which zone "yesterday" is meant in; unchanged for UTC, in which the data is, and
 * for a question that names a zone itself.
 *
 * @param timeZone Name of an IANA time zone.
 */
export function withTimeZone(question: string, timeZone: string): string {
  if (canonical(timeZone) === 'UTC' || findZone(question) !== null) return question;
  return `${question} Use the time zone ${timeZone} for days and times.`;
}
