import { describe, expect, it } from 'vitest';
import { groupOfEmail, groupsTold, permissionsOf, roleOf } from '../../domain/caller.ts';

describe('what a caller may do', () => {
  it.each([
    ['viewer', null, ['read']],
    ['analyst', null, ['read', 'ask']],
    ['operator', null, ['read', 'ask', 'operate']],
    ['admin', null, ['read', 'ask', 'operate', 'administer']],
    ['admin', ['read'], ['read']],
    ['viewer', ['read', 'administer'], ['read']],
    ['operator', [], []],
  ] as const)('as %s with a key for %j is %j', (role, scopes, expected) => {
    expect(permissionsOf(role, scopes)).toEqual(expected);
  });

  const given = { analyst: ['*'], operator: ['sre'], admin: ['platform', 'user:ada@example.com'] };

  it('is the most that one of their groups gives', () => {
    expect(roleOf(given, [])).toBe('analyst');
    expect(roleOf(given, ['sre'])).toBe('operator');
    expect(roleOf(given, ['platform', 'sre'])).toBe('admin');
    expect(roleOf(given, [groupOfEmail('Ada@Example.com')])).toBe('admin');
    expect(roleOf({ admin: ['platform'] }, ['sre'])).toBe('viewer');
  });

  it('does not come from a group that only this service may name', () => {
    expect(groupsTold(['sre', '*', 'user:ada@example.com'])).toEqual(['sre']);
  });
});
