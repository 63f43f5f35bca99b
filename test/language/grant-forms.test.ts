import { expect, test } from 'vitest';
import { inPlainForm } from '../../language/in-plain-form.ts';

test.each([
  ['failed sign-ins by user', 'failed logins by user'],
  ['web lost SELECT on a.b.c - who took it away?', 'who revoked SELECT on a.b.c from web?'],
  [
    'list all tables in the prod catalog on which the group account users has SELECT',
    'which tables in the catalog prod can account users read?',
  ],
  [
    'login fails w/out an email behind them, how many and from which ip',
    'number of failed logins without an email by address?',
  ],
  ['share of logins that went wrong, per week', 'share of failed logins, per week'],
  [
    'who has all privileges on anything in the payments schema',
    'who has all privileges on schema "payments"',
  ],
  [
    'list all tables on which web group has privileges, with the kind of privilege',
    'list the grants of web by table and privilege',
  ],
  [
    'is there a column mask on a.b.c, and if so on which column?',
    'which columns of a.b.c are masked?',
  ],
  [
    'table which has row filter, how is the filter called?',
    'list the tables with a row filter and their filter function',
  ],
  [
    'has access to a.b.c been handed to anyone new since 1 Nov?',
    'list the permission changes on a.b.c since 1 Nov?',
  ],
  [
    'ana@example.com: which permissions did this account change, and at what time?',
    'list the permission changes by ana@example.com?',
  ],
  ['who gives the most grants (person, count)', 'which user made the most permission changes'],
  [
    'did anybody use the address 10.0.0.1 before May',
    'were there any events from 10.0.0.1 before May',
  ],
  ['bo@example.com last seen when', 'when was the last event of bo@example.com?'],
  [
    'tokenLogin or normal login: what do people use more, last 30 days',
    'number of logins by action name, last 30 days',
  ],
  [
    'what has been changed on warehouse big in May, and who edited it?',
    'list the config changes of big in May?',
  ],
  [
    'an alert says someone changed acls on warehouse big. who',
    'who changed acls on warehouse big?',
  ],
  ['on what days did failed logins go over 10?', 'which days had failed logins over 10?'],
  [
    'secret ACLs: how many changes, made by how many people?',
    'how many secret ACL changes by how many people?',
  ],
  // What is asked of something else stays.
  ['is there a column mask on a.b.c', 'is there a column mask on a.b.c'],
  ['on what days did etl go over budget', 'on what days did etl go over budget'],
  ['what has been changed on warehouse big', 'what has been changed on warehouse big'],
  ['which tables are in the schema a.b', 'which tables are in the schema a.b'],
])('%j is asked as %j', (asked, plain) => {
  expect(inPlainForm(asked)).toBe(plain);
});
