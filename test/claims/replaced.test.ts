import fc from 'fast-check';
import { expect, it } from 'vitest';
import { composeByRule } from '../../answers/compose.ts';
import { checkClaims } from '../../claims/check-claims.ts';
import type { Composed } from '../../domain/reasoner-port.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { aTable, random, shapeOf } from './made.ts';
import type { Random } from './made.ts';

type Answer = { readonly composed: Omit<Composed, 'degraded'>; readonly evidence: Evidence };

/** Answers that the product writes by rule about tables of all forms. */
function answers(seed: number, count: number): readonly Answer[] {
  const chance = random(seed);
  return Array.from({ length: count }, () => {
    const { evidence } = aTable(shapeOf(chance), chance);
    const lane = {
      domain: 'cost' as const,
      question: '',
      outcome: 'answered' as const,
      detail: null,
    };
    const question = chance.of(['Which?', 'How did it develop?', 'How much?', 'Did it rise?']);
    const lanes = [{ ...lane, evidence: [evidence] }];
    return { composed: composeByRule({ question, lanes, wordsOf: () => null }), evidence };
  });
}

const unsupportedIn = ({ composed, evidence }: Answer, markdown: string) =>
  checkClaims(markdown, composed.citations, [evidence]).filter(
    ({ verdict }) => verdict === 'unsupported',
  );

const cited = /(?<![\w.`-])(\d[\d,]*(?:\.\d+)?)(?= ?[A-Za-z%]* \[cost:\d+\])/g;

/** The answer with one of its cited numbers replaced by another; null where there is none. */
function replaced(
  { composed }: Answer,
  other: (number: number, decimals: number) => string | null,
  { of }: Random,
): string | null {
  const found = [...composed.markdown.matchAll(cited)];
  if (found.length === 0) return null;
  const { index, 1: text = '' } = of(found);
  const number = other(Number(text.replaceAll(',', '')), text.split('.')[1]?.length ?? 0);
  return number === null
    ? null
    : composed.markdown.slice(0, index) + number + composed.markdown.slice(index + text.length);
}

const all = answers(11, 700);

it('finds nothing to doubt in answers by rule', () => {
  expect(all.flatMap((one) => unsupportedIn(one, one.composed.markdown))).toEqual([]);
});

it.each([
  ['another number of the table', 3],
  ['a number near it', 1],
] as const)('doubts a number that is replaced by %s', (way, most) => {
  const chance = random(12);
  const results = all.flatMap((one) => {
    const cells = one.evidence.rows
      .flat()
      .map(Number)
      .filter((cell) => cell > 0);
    const markdown = replaced(
      one,
      (number, decimals) => {
        const other =
          way === 'a number near it'
            ? number * (1 + (5 + chance.below(40)) / 100) + 1
            : chance.of(cells);
        const isSame = Math.abs(other - number) <= 0.5 * 10 ** -decimals;
        return isSame ? null : other.toFixed(decimals);
      },
      chance,
    );
    return markdown === null ? [] : [unsupportedIn(one, markdown).length === 0];
  });
  expect(results.length).toBeGreaterThan(500);
  const accepted = results.filter((isAccepted) => isAccepted).length;
  expect((100 * accepted) / results.length).toBeLessThanOrEqual(most);
});

it('reads any text without an error, each claim as the text has it', () => {
  const chance = random(13);
  const { evidence } = aTable(shapeOf(chance), chance);
  const names = evidence.rows.map(([name]) => String(name));
  const words = [
    'of',
    '5',
    '1,000 USD',
    '12 Nov',
    '`',
    '**',
    '|',
    '\n',
    '# ',
    'more than',
    'half',
    'no',
    '~~~',
    '[cost:1]',
    '\\',
    ...names,
  ];
  const texts = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary' })), {
    maxLength: 60,
  });
  const citations = [
    { marker: 'cost:1', evidenceId: evidence.id, row: 0, column: null, columnIndex: 1, value: 1 },
  ];
  fc.assert(
    fc.property(texts, (parts) => {
      for (const { verdict, reason } of checkClaims(parts.join(' '), citations, [evidence]))
        expect(verdict === 'unsupported').toBe(reason !== undefined);
    }),
  );
});
