import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { hintFor, missingAccessOf, missingSchemaIn, securableIn } from '../../domain/hints.ts';
import type { Caller, MissingAccess, SignIn } from '../../domain/hints.ts';

const caller: Caller = { principal: 'app', host: 'https://w', signIn: { by: 'client' } };
const expected: MissingAccess = { kind: 'run', spaceId: '01f1' };

describe('a hint', () => {
  const table: readonly (readonly [MissingAccess, string])[] = [
    [expected, 'Open https://w/genie/rooms/01f1, Share, and give `app` CAN RUN.'],
    [
      { kind: 'use', warehouseId: null },
      'Open https://w/sql/warehouses, Permissions, and give `app` CAN USE.',
    ],
    [
      { kind: 'query', endpoint: 'claude' },
      'Open https://w/ml/endpoints/claude, Permissions, and give `app` CAN QUERY.',
    ],
    [
      { kind: 'select', securable: 'main.sales-eu.orders' },
      'GRANT USE CATALOG ON CATALOG main TO `app`; GRANT USE SCHEMA ON SCHEMA main.`sales-eu` TO `app`; GRANT SELECT ON TABLE main.`sales-eu`.orders TO `app`;',
    ],
    [
      { kind: 'endpoint', endpoint: 'claude' },
      'Check LLM_ENDPOINT (claude): https://w/ml/endpoints lists the existing endpoints.',
    ],
    [
      { kind: 'entitlement' },
      'Give `app` the entitlement to Databricks SQL (workspace settings, Identity and access).',
    ],
    [{ kind: 'select', securable: 'system' }, 'GRANT USE CATALOG ON CATALOG system TO `app`;'],
    [
      { kind: 'schema', schema: 'query', metastoreId: 'm-1' },
      'An account admin or metastore admin runs: databricks system-schemas enable m-1 query and then: GRANT USE CATALOG ON CATALOG system TO `app`; GRANT USE SCHEMA, SELECT ON SCHEMA system.query TO `app`;',
    ],
  ];
  it.each(table)('for %j can be copied as it is', (missing, says) => {
    expect(hintFor(missing, caller)).toBe(says);
  });

  it('quotes the principal so that it cannot end the statement', () => {
    const odd = { ...caller, principal: 'a`; DROP TABLE x; --' };
    expect(hintFor({ kind: 'select', securable: 'system' }, odd)).toMatch(/TO `a``; DROP.*`;$/);
    expect(hintFor(expected, { ...caller, principal: null })).toContain('`<service principal>`');
  });

  const ways: readonly (readonly [SignIn, RegExp])[] = [
    [{ by: 'token' }, /DATABRICKS_TOKEN\.$/],
    [{ by: 'client' }, /secret .* DATABRICKS_CLIENT_SECRET\.$/],
    [{ by: 'profile', profile: 'prod' }, /auth login --profile prod --host https:\/\/w/],
    [{ by: 'default' }, /^Set DATABRICKS_TOKEN, or /],
  ];
  it.each(ways)('for a sign-in by %j names what to set', (signIn, says) => {
    expect(hintFor({ kind: 'sign-in' }, { ...caller, signIn })).toMatch(says);
  });
});

describe('what a refusal says is missing', () => {
  const denied = (message: string, upstreamStatus?: number) =>
    missingAccessOf(
      new AppError('auth.denied', message, { ...(upstreamStatus && { upstreamStatus }) }),
      expected,
    );

  it('is the sign-in, a scope, or what the request needs', () => {
    expect(denied('No.', 401)).toEqual({ kind: 'sign-in' });
    expect(denied('No token.')).toEqual({ kind: 'sign-in' });
    expect(denied('Token does not have required scopes: sql [ReqId: 1]', 403)).toEqual({
      kind: 'scope',
      scope: 'sql',
    });
    expect(denied('Invalid scope, required scopes: genie', 403)).toMatchObject({ scope: 'genie' });
    expect(denied('No access.', 403)).toBe(expected);
    expect(
      missingAccessOf(new AppError('input.not_found', 'Gone.', { upstreamStatus: 404 }), expected),
    ).toBe(expected);
  });

  it.each([
    ["User does not have SELECT on Table 'system.access.audit'.", 'system.access.audit'],
    ["User does not have USE SCHEMA on Schema 'system.access'. SQLSTATE: 42501", 'system.access'],
    ["User does not have USE CATALOG on Catalog 'system'.", 'system'],
    ['no SELECT on `a`.`b`.`c`', 'a.b.c'],
    ['PERMISSION_DENIED: not allowed', null],
  ])('in “%s” is %s', (message, securable) => {
    expect(securableIn(message)).toBe(securable);
  });

  it.each([
    ['[TABLE_OR_VIEW_NOT_FOUND] The table system.access.audit cannot be found.', 'access'],
    ['[SCHEMA_NOT_FOUND] The schema `system`.`query` cannot be found.', 'query'],
    ['[TABLE_OR_VIEW_NOT_FOUND] The table main.system.x cannot be found.', null],
    ['[PARSE_SYNTAX_ERROR] near system.access.audit', null],
  ])('in “%s” is the schema %s', (message, schema) => {
    expect(missingSchemaIn(message)).toBe(schema);
  });
});
