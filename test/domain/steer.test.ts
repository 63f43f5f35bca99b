import { describe, expect, it } from 'vitest';
import type { Domain } from '../../domain/domains.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { extendRefusal, hintRefusal, leastLegMs, skipRefusal } from '../../domain/steer.ts';

const lane = (domain: Domain, outcome: Outcome | null = null, beingSkipped = false) => ({
  domain,
  outcome,
  beingSkipped,
});

describe('a domain can be skipped', () => {
  it.each([
    ['while another is asked', [lane('cost'), lane('quality')]],
    ['when another has an answer', [lane('cost'), lane('quality', 'answered')]],
    ['when another has failed', [lane('cost'), lane('quality', 'failed')]],
    [
      'when one is skipped and a third is not',
      [lane('cost'), lane('quality', 'skipped'), lane('security')],
    ],
  ] as const)('%s', (_, lanes) => {
    expect(skipRefusal(lanes, 'cost')).toBeNull();
  });

  it.each([
    ['when it is asked', [lane('quality')], 'The investigation does not ask cost.'],
    [
      'before it has finished',
      [lane('cost', 'no_data'), lane('quality')],
      'cost has finished (no_data).',
    ],
    ['once', [lane('cost', null, true), lane('quality')], 'cost is being skipped already.'],
    ['when it is not the only one', [lane('cost')], /^cost is the last domain .* Cancel/],
    [
      'when another is left',
      [lane('cost'), lane('quality', 'skipped')],
      /^cost is the last domain/,
    ],
    ['when another stays', [lane('cost'), lane('quality', null, true)], /^cost is the last domain/],
  ] as const)('only %s', (_, lanes, reason) => {
    expect(skipRefusal(lanes, 'cost')).toMatch(reason);
  });

  it('while one that was to be skipped has ended before', () => {
    expect(skipRefusal([lane('cost'), lane('quality', 'answered', true)], 'cost')).toBeNull();
  });
});

describe('a hint', () => {
  const lanes = [lane('cost'), lane('quality', 'failed')];

  it('is followed by one domain or by all, with just enough time', () => {
    expect(hintRefusal(lanes, 'cost', leastLegMs)).toBeNull();
    expect(hintRefusal(lanes, undefined, leastLegMs)).toBeNull();
  });

  it.each([
    ['with less time', 'cost', leastLegMs - 1, lanes, /^The time left is too short .* Extend/],
    ['of a domain that is not asked', 'security', 60_000, lanes, 'does not ask security.'],
    ['of a domain that has finished', 'quality', 60_000, lanes, 'quality has finished (failed).'],
    [
      'when all have finished',
      undefined,
      60_000,
      [lane('cost', 'answered')],
      'Every domain has finished.',
    ],
  ] as const)('is refused %s', (_, domain, leftMs, of, reason) => {
    expect(hintRefusal(of, domain, leftMs)).toMatch(reason);
  });
});

describe('an investigation', () => {
  it('can be extended up to its most seconds', () => {
    expect(extendRefusal(120, 180, 300)).toBeNull();
    expect(extendRefusal(120, 181, 300)).toBe(
      'It may take 300 s in all and has 120 s: it can be extended by at most 180 s.',
    );
    expect(extendRefusal(400, 1, 300)).toMatch('by at most 0 s');
  });
});
