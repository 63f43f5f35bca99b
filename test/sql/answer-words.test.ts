import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fill, unknownIn } from '../../answers/template.ts';
import { createMarkers } from '../../domain/citations.ts';
import { checkClaims } from '../../claims/check-claims.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { type CertifiedQuestion, loadCatalogue } from '../../sql/catalogue.ts';
import { createCertify } from '../../worker/certify.ts';
import { anEvidence } from '../support/evidence.ts';
import { type Asker, createAsker, month, week } from './asker.ts';

const catalogue = loadCatalogue();
const certify = createCertify(catalogue);
const { questions } = catalogue;

describe('the words of a header', () => {
  test.each(questions.map((one) => [one.id, one] as const))('%s name its columns', (_, one) => {
    const { line = '', none = '', one: ofOne = '' } = one.answer ?? {};
    expect(line).not.toBe('');
    expect(unknownIn(line, Object.keys(one.columns))).toEqual([]);
    expect(unknownIn(ofOne, Object.keys(one.columns))).toEqual([]);
    // Without rows there is no cell to name.
    expect(unknownIn(none, [])).toEqual([]);
  });
});

describe('the first line about the rows of a certified question', () => {
  let asker: Asker;

  beforeAll(async () => {
    asker = await createAsker(1);
  }, 60_000);
  afterAll(() => asker.close());

  /** The table of a question for the week, or for longer where the week has no row. */
  async function tableOf(question: CertifiedQuestion): Promise<Evidence> {
    let { rows } = await asker.ask(question.id, week);
    for (const wider of [month, {}])
      if (rows.length === 0) ({ rows } = await asker.ask(question.id, wider));
    const columns = Object.entries(question.columns).map(([name, { type, is, unit }]) => ({
      name,
      type,
      is,
      unit: unit ?? null,
    }));
    return anEvidence({
      parameters: Object.keys(question.parameters).map((name) => ({
        name,
        value: (week as Record<string, string>)[name] ?? 'ALL',
      })),
      columns,
      rows: rows.map((row) => columns.map(({ name }) => row[name] ?? null)),
      rowCount: rows.length,
    });
  }

  test.each(questions.map((one) => [one.id, one] as const))(
    '%s says something, and every claim of it is traced',
    async (_, question) => {
      const table = await tableOf(question);
      const words = certify(question.sql)?.words;
      const markers = createMarkers();
      const line = words ? fill(words.line, { table, words, markers }) : null;
      expect(line).not.toBeNull();
      const one = words?.one === undefined ? '' : fill(words.one, { table, words, markers });
      expect(one).not.toBeNull();
      const claims = checkClaims(`${line}\n\n${one}`, markers.citations(), [table]);
      expect(claims.filter(({ verdict }) => verdict === 'unsupported')).toEqual([]);
      const empty = { ...table, rows: [], rowCount: 0 };
      expect(words && fill(words.none, { table: empty, words, markers })).toMatch(/\.$/);
    },
  );
});
