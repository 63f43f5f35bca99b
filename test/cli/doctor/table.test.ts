import { describe, expect, it } from 'vitest';
import type { Row } from '../../../cli/doctor/check.ts';
import { createSecretFilter } from '../../../cli/doctor/secrets.ts';
import { tableText } from '../../../cli/doctor/table.ts';
import { loadConfig } from '../../../config/index.ts';

describe('the table', () => {
  const row = (status: Row['status'], hint: string | null): Row => ({
    id: status,
    title: status,
    status,
    detail: 'What was seen.',
    hint,
    tookMs: 1,
  });

  it('breaks long lines under their beginning on a terminal only', () => {
    const rows = [row('ok', null), row('fail', 'GRANT SELECT ON SCHEMA system.access TO `app`;')];
    const bracketed = (_: string, mark: string): string => `[${mark}]`;
    expect(tableText(rows, 40, bracketed)).toBe(
      `[✓] ok    What was seen.
[✗] fail  What was seen. GRANT SELECT ON
        SCHEMA system.access TO \`app\`;

1 ok, 0 to note, 1 to fix, 0 not checked.
`,
    );
    expect(tableText(rows, null, bracketed)).toContain(
      '[✗] fail  What was seen. GRANT SELECT ON SCHEMA system.access TO `app`;\n',
    );
  });
});

describe('the secrets of the settings', () => {
  it('are cut out of a text, also as they stand in an address', () => {
    const config = loadConfig({
      DATABRICKS_TOKEN: 'dapi123456',
      LLM_API_KEY: 'abc',
      DATABASE_URL: 'postgres://me:p%40ssword@h/x',
    });
    const hideSecrets = createSecretFilter(config);
    expect(hideSecrets('no dapi123456, p%40ssword or p@ssword, but abc')).toBe(
      'no ***, *** or ***, but abc',
    );
  });
});
