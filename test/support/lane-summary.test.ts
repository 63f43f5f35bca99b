import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { laneSummary } from './lane-summary.ts';

const dir = mkdtempSync(join(tmpdir(), 'lane-summary-'));
const end = { name: 'suites', code: 1, signal: null, tail: ['cannot start'] } as const;

it('names each test that failed, and each file that could not be read', () => {
  const report = join(dir, 'report.json');
  const passed = { status: 'passed', fullName: 'a lane runs', failureMessages: [] };
  const failed = {
    status: 'failed',
    fullName: 'a lane ends',
    failureMessages: ['Error: not so\n    at somewhere'],
  };
  writeFileSync(
    report,
    JSON.stringify({
      numPassedTests: 1,
      numFailedTests: 1,
      testResults: [
        { name: '/here/test/a.test.ts', status: 'failed', assertionResults: [passed, failed] },
        {
          name: '/here/test/b.test.ts',
          status: 'failed',
          message: 'no such module\nat',
          assertionResults: [],
        },
      ],
    }),
  );
  expect(laneSummary({ ...end, report }, '/here')).toEqual([
    'suites: 1 passed, 1 failed, exit code 1',
    '  test/a.test.ts: a lane ends: Error: not so',
    '  test/b.test.ts: no such module',
  ]);
});

it('tells the last words of a lane that ended without a report', () => {
  const report = join(dir, 'none.json');
  expect(laneSummary({ ...end, code: null, signal: 'SIGKILL', report }, '/here')).toEqual([
    'suites: ended by SIGKILL, and no report: its tests did not come to their end. Its last lines:',
    '  cannot start',
  ]);
});
