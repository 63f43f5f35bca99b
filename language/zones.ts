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
const path = /\(?\b(?:in )?([a-z]+\/[a-z_]+(?:\/[a-z_]+)?)\b\)?/i;

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

function byPath(text: string): Zone | null {
  const found = path.exec(text);
  const timeZone = names.find((name) => name.toLowerCase() === found?.[1]?.toLowerCase());
  return found === null || timeZone === undefined ? null : { timeZone, label: found[0] };
}

/**
 * The time zone that a text speaks of: "Berlin time", "in PST", "America/New_York". Abbreviations
 * count in capitals only; a city needs the word "time".
 *
 * Pure.
 */
export const findZone = (text: string): Zone | null =>
  byAbbreviation(text) ?? byCity(text) ?? byPath(text);
