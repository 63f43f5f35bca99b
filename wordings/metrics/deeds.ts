import type { deeds, Metric } from '../../sql/metrics.ts';

type Deed = (typeof deeds)[number];

/** Verbs of each deed, and nouns for it. */
const words: Readonly<Record<Deed, { readonly verbs: string; readonly nouns: string }>> = {
  create: {
    verbs:
      'create created add added make made generate generated issue issued mint minted set-up register registered new',
    nouns: 'creation generation addition',
  },
  delete: {
    verbs: 'delete deleted drop dropped remove removed destroy destroyed kill killed',
    nouns: 'deletion removal drop',
  },
  change: {
    verbs:
      'change changed edit edited modify modified update updated alter altered touch touched reconfigure reconfigured adjust adjusted tweak tweaked',
    nouns: 'change edit modification update',
  },
  start: {
    verbs: 'start started trigger triggered launch launched run ran',
    nouns: 'start launch',
  },
  read: { verbs: 'read fetch fetched access accessed get', nouns: 'read access' },
};

/**
 * Ways to say that something is done to things of a kind: "create a token", "tokens were created", "creation
 * of tokens", "token creations". Articles and auxiliary verbs may stand between the words.
 *
 * Pure.
 */
export function deedPhrases({ does, objects }: Metric['filters'][number]): readonly string[] {
  if (does === undefined) return [];
  const { verbs, nouns } = words[does];
  return objects.flatMap((object) => [
    ...verbs
      .split(' ')
      // Who touched a table may have read it.
      .filter((verb) => object !== 'table' || !verb.startsWith('touch'))
      .flatMap((verb) => [
        `${verb} ${object}`,
        ...['any', 'new', 'some', 'personal'].map((word) => `${verb} ${word} ${object}`),
        `${object} ${verb}`,
        `${object} ${verb} newly`,
      ]),
    ...nouns
      .split(' ')
      .flatMap((noun) => [`${object} ${noun}`, `${noun} of ${object}`, `${noun} to ${object}`]),
  ]);
}
