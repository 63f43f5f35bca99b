import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refusalText } from '../../../cli/ask/refusal-text.ts';
import { refuseFile } from '../../../cli/ask/show.ts';
import { ServiceRefusal } from '../../../cli/service-client.ts';

describe('a refusal of the service', () => {
  it('names the options of the command, not the fields of the request', () => {
    const refusal = new ServiceRefusal(400, 'all in one line', [
      { path: 'budgetSeconds', message: 'must be at least 15' },
      { path: 'domains.0', message: 'must be one of cost, security' },
      { path: 'question', message: 'must not be empty' },
    ]);
    expect(refusalText(refusal)).toBe(
      `--budget: must be at least 15
--domains: must be one of cost, security
The question: must not be empty`,
    );
  });

  it('is shown as it is where no field is wrong', () => {
    const message = 'There is no such investigation.';
    const problems = [{ path: 'id', message: 'names no investigation of yours' }];
    expect(refusalText(new ServiceRefusal(404, message, problems))).toBe(message);
    expect(refusalText(new ServiceRefusal(429, 'Wait.'))).toBe('Wait.');
  });
});

describe('a file for a report', () => {
  it('is refused before the question is asked when its folder does not exist', () => {
    const folder = join(tmpdir(), 'a-folder-that-nobody-made');
    expect(() => refuseFile(join(folder, 'report.md'))).toThrow(
      `There is no folder ${folder}. Create it, or choose another name.`,
    );
  });
});
