import { describe, expect, it } from 'vitest';
import { endingOf, remedyOf } from '../../domain/genie-failures.ts';
import type { GenieRemedy } from '../../domain/genie-failures.ts';
import type { Caller } from '../../domain/hints.ts';

type Row = readonly [string, string, GenieRemedy];
const table: readonly Row[] = [
  ['SQL_EXECUTION_EXCEPTION', '[INSUFFICIENT_PERMISSIONS] no SELECT on a.b.c', 'denied'],
  ['GENERIC_SQL_EXEC_API_CALL_EXCEPTION', 'PERMISSION_DENIED: no USE SCHEMA', 'denied'],
  ['', 'INSUFFICIENT_PERMISSIONS', 'denied'],
  ['RATE_LIMIT_EXCEEDED_GENERIC_EXCEPTION', 'Too many requests.', 'throttled'],
  ['RATE_LIMIT_EXCEEDED_SPECIFIED_WAIT_EXCEPTION', 'Wait.', 'throttled'],
  ['WAREHOUSE_NOT_FOUND_EXCEPTION', 'No warehouse.', 'configure'],
  ['WAREHOUSE_ACCESS_MISSING_EXCEPTION', 'No access.', 'denied'],
  ['TABLES_MISSING_EXCEPTION', 'No tables.', 'configure'],
  ['BUDGET_EXCEEDED_EXCEPTION', 'No budget.', 'configure'],
  ['INVALID_CERTIFIED_ANSWER_IDENTIFIER_EXCEPTION', 'Bad answer.', 'configure'],
  ['CONTEXT_EXCEEDED_EXCEPTION', 'Too long.', 'rephrase'],
  ['CONTENT_FILTER_EXCEPTION', 'Filtered.', 'rephrase'],
  ['SQL_EXECUTION_EXCEPTION', 'Division by zero.', 'rephrase'],
  ['INVALID_SQL_UNKNOWN_TABLE_EXCEPTION', 'No such table.', 'rephrase'],
  ['UNEXPECTED_REPLY_PROCESS_EXCEPTION', 'Hiccup.', 'later'],
  ['GENERIC_CHAT_COMPLETION_SERVICE_EXCEPTION', 'Model away.', 'later'],
  ['A_TYPE_THAT_NOBODY_HAS_SEEN', 'New.', 'later'],
  ['', '', 'later'],
];

describe('an error inside a Genie message', () => {
  it.each(table)('%s “%s” has the remedy %s', (type, message, remedy) => {
    expect(remedyOf({ type, message })).toBe(remedy);
  });

  const caller: Caller = { principal: 'app', host: 'https://w', signIn: { by: 'token' } };
  const endings: readonly (readonly [GenieRemedy, string, RegExp])[] = [
    ['denied', 'denied', /(Grant|GRANT|give) .*`app`( CAN USE)?[.;]$/],
    ['throttled', 'throttled', /Ask again in a minute\.$/],
    ['configure', 'failed', /Correct the Genie space's configuration\.$/],
    ['rephrase', 'failed', /Ask it in other words or more narrowly\.$/],
    ['later', 'failed', /Ask again later\.$/],
  ];
  it.each(endings)('for %s ends a lane %s and says what to do', (remedy, outcome, says) => {
    for (const [type, message] of table.filter(([, , of]) => of === remedy)) {
      const ending = endingOf({ type, message }, caller);
      expect(ending.outcome).toBe(outcome);
      expect(ending.detail).toMatch(says);
      expect(ending.detail.startsWith(`Genie: ${message}`)).toBe(true);
      expect(ending.detail).not.toContain('\n');
    }
  });

  it.each([
    [
      'SQL_EXECUTION_EXCEPTION',
      "[INSUFFICIENT_PERMISSIONS] User does not have SELECT on Table 'system.access.audit'.",
      'GRANT USE CATALOG ON CATALOG system TO `app`; GRANT USE SCHEMA, SELECT ON SCHEMA system.access TO `app`;',
    ],
    [
      'SQL_EXECUTION_EXCEPTION',
      '[INSUFFICIENT_PERMISSIONS] no grant for this.',
      'Grant USE SCHEMA and SELECT on the table it names to `app`.',
    ],
    [
      'WAREHOUSE_ACCESS_MISSING_EXCEPTION',
      'No permission to use the SQL warehouse a1b2c3d4e5f60001.',
      'Open https://w/sql/warehouses/a1b2c3d4e5f60001, Permissions, and give `app` CAN USE.',
    ],
  ])('that denies something (%s, “%s”) ends with the grant to make', (type, message, grant) => {
    const ending = endingOf({ type, message }, caller);
    expect(ending).toEqual({ outcome: 'denied', detail: `Genie: ${message} ${grant}` });
  });

  it('about a missing table of a system schema says how to enable the schema', () => {
    const message = '[TABLE_OR_VIEW_NOT_FOUND] `system`.`access`.`audit` cannot be found.';
    const { outcome, detail } = endingOf({ type: 'SQL_EXECUTION_EXCEPTION', message }, caller);
    expect(outcome).toBe('failed');
    expect(detail).toContain('databricks system-schemas enable');
    expect(detail).toMatch(/ access and then: GRANT .* ON SCHEMA system\.access TO `app`;$/);
  });
});
