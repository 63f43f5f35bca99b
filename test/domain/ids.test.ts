import { describe, expect, it } from 'vitest';
import {
  evidenceId,
  investigationId,
  parseInvestigationId,
  parseSessionId,
  sessionId,
  workflowIdOf,
} from '../../domain/ids.ts';

const hex = '0123456789abcdef0123456789abcdef';

describe('an id', () => {
  it('has a prefix for its kind', () => {
    expect([investigationId(hex), sessionId(hex), evidenceId(hex)]).toEqual([
      `inv_${hex}`,
      `ses_${hex}`,
      `ev_${hex}`,
    ]);
    expect(workflowIdOf(investigationId(hex))).toBe(`investigation-inv_${hex}`);
  });

  it('is parsed from text', () => {
    expect(parseInvestigationId(`inv_${hex}`)).toBe(`inv_${hex}`);
    expect(parseSessionId(`ses_${hex}`)).toBe(`ses_${hex}`);
    expect(parseSessionId(`inv_${hex}`)).toBeNull();
    expect(parseSessionId(`ses_${hex}0`)).toBeNull();
  });

  it.each([
    '',
    hex,
    `ses_${hex}`,
    `inv_${hex}0`,
    `inv_${hex.slice(1)}`,
    `inv_${hex.toUpperCase()}`,
    `INV_${hex}`,
    ` inv_${hex}`,
    `inv_${hex}\n`,
    `inv_../${hex.slice(3)}`,
  ])('is not read from %j', (text) => {
    expect(parseInvestigationId(text)).toBeNull();
  });
});
