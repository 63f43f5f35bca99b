import { describe, expect, it } from 'vitest';
import type { KnownPreference } from '../../web/resources.ts';
import { typedValue, valueText } from '../../web/memory/typed-value.ts';

const known = (kind: KnownPreference['kind']): KnownPreference => ({
  key: 'criticalJobs',
  unit: null,
  says: '',
  kind,
  choices: null,
});

describe('what is typed of a preference', () => {
  it.each([
    ['number', ' 500 ', 500],
    ['number', '1e3', 1000],
    // The service says what is wrong with it.
    ['number', 'many', 'many'],
    ['names', 'nightly, sales rollup ,', ['nightly', 'sales rollup']],
    ['name', ' prod-eu ', 'prod-eu'],
    ['timeZone', 'Asia/Tokyo', 'Asia/Tokyo'],
  ] as const)('as %s “%s” is sent as %j', (kind, text, value) => {
    expect(typedValue(text, known(kind))).toEqual(value);
  });

  it('is shown as it is typed', () => {
    expect([valueText(500), valueText(['a', 'b']), valueText('x')]).toEqual(['500', 'a, b', 'x']);
  });
});
