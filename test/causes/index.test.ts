import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { causes } from '../../causes/index.ts';
import { measures } from '../../causes/symptom/measures/index.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { root } from '../support/sources.ts';

const catalogue = loadCatalogue();
const certified = new Set([...catalogue.questions, ...catalogue.checks].map(({ id }) => id));

describe('the table of causes', () => {
  it('has each kind once, in a file of its name', () => {
    const kinds = causes.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(kinds.filter((kind) => !existsSync(join(root, `causes/${kind}.ts`)))).toEqual([]);
  });

  it('has every file that declares a cause', () => {
    const declared = readdirSync(join(root, 'causes')).filter(
      (file) =>
        file.endsWith('.ts') &&
        /= defineCause\(/.test(readFileSync(join(root, 'causes', file), 'utf8')),
    );
    expect(declared.toSorted()).toEqual(causes.map(({ kind }) => `${kind}.ts`).toSorted());
  });

  it('explains measures that exist', () => {
    const known = new Set(measures.map(({ id }) => id));
    expect(causes.flatMap(({ explains }) => explains).filter((id) => !known.has(id))).toEqual([]);
  });

  it('knows no name of the generated data', () => {
    const text = causes
      .map(({ kind }) => readFileSync(join(root, `causes/${kind}.ts`), 'utf8'))
      .join('\n');
    expect(text).not.toMatch(/@example|bi-main|prod[.-]|payments|churn|eu-explore|sensor/);
  });

  it.each(causes)('$kind stands in the documentation as it is', ({ kind, noun, explains, on }) => {
    const page = readFileSync(join(root, 'docs/causes.md'), 'utf8');
    const row = [`\`${kind}\``, noun, explains.join(', '), on?.join(', ') ?? 'any object'];
    const cells = (line: string): readonly string[] =>
      line
        .split('|')
        .slice(1, -1)
        .map((one) => one.trim());
    expect(page.split('\n').map(cells)).toContainEqual(row);
  });
});

describe('the measures', () => {
  it('have a certified series, and certified questions that ask for them', () => {
    const named = measures.flatMap(({ check, meant }) => [check, ...meant]);
    expect(named.filter((id) => !certified.has(id))).toEqual([]);
  });
});
