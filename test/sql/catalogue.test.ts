import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { domains } from '../../domain/domains.ts';
import { bareStatement, loadCatalogue, matchCertified, readQuestion } from '../../sql/catalogue.ts';

const catalogue = loadCatalogue();
const statements = [...catalogue.questions, ...catalogue.checks];
const file = 'cost/spend.sql';
const header = `question: How much do we spend?
variants: [Spend]
meaning: One row per day.
uses: [whole_days]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d}
columns:
  usage_date: {type: DATE, is: key}
rows: {key: [usage_date], order: [usage_date], max: 100}
scope: account`;
const statement =
  'select u.usage_date from system.billing.usage u where u.usage_date >= cast(:from_date as date)';
const text = (yaml: string, sql: string) => `/*---\n${yaml}\n---*/\n${sql}\n`;
const read = (yaml: string, sql: string, name = file) =>
  readQuestion(name, text(yaml, sql), catalogue.definitions);

describe('the catalogue', () => {
  test('has at least twenty questions a domain and ten for the whole platform', () => {
    const counts = Object.fromEntries(
      domains.map((domain) => [
        domain,
        catalogue.questions.filter((question) => question.domain === domain).length,
      ]),
    );
    expect(
      Object.entries(counts).filter(([domain, count]) => count < (domain === 'unified' ? 10 : 20)),
    ).toEqual([]);
  });

  test('gives every question at least three other wordings', () => {
    const short = catalogue.questions.filter((question) => question.variants.length < 3);
    expect(short.map((question) => question.id)).toEqual([]);
  });

  test('looks at half-open windows: from the start on, and never at the end itself', () => {
    // An hour of usage that ends with the window, and a week that does, lie inside of it.
    const inside = /(?:usage_end_time|date_add\([^()]*\)) <= cast\(:to_/g;
    const past = statements.filter((question) => {
      const sql = question.sql
        .replaceAll(inside, '')
        .replaceAll(/usage_end_time > cast\(:from_/g, '');
      return /<=\s*cast\(:to_|[^<>=]>\s*cast\(:from_|between\s+(?:cast\()?:/i.test(sql);
    });
    expect(past.map((question) => question.id)).toEqual([]);
  });

  test('casts every number and time at its marker, and speaks no dialect of the local engine', () => {
    const foreign = /::|\bepoch\(|\bstrftime\(|\blist_|\bunnest\(|\bdate_part\(|\bexclude\s*\(/i;
    const wrong = statements.filter((question) => {
      const loose = Object.entries(question.parameters).some(
        ([name, parameter]) =>
          parameter.type !== 'STRING' && new RegExp(`(?<!cast\\():${name}\\b`).test(question.sql),
      );
      const sql = question.sql.replaceAll(/list_(?:cost|price)\w*/g, '');
      return loose || foreign.test(sql);
    });
    expect(wrong.map((question) => question.id)).toEqual([]);
  });

  test('is in order of id, and ids are paths', () => {
    const ids = catalogue.questions.map((question) => question.id);
    expect(ids).toEqual(ids.toSorted());
    expect(ids).toContain('reliability/failing_jobs');
  });

  test('knows a certified statement whatever its comments and white space', () => {
    const [question] = catalogue.questions;
    const respelt = `-- asked by Genie\n${question?.sql.replaceAll('\n', '\n   ') ?? ''} /* end */ ;`;
    expect(matchCertified(catalogue, respelt)?.id).toBe(question?.id);
    expect(matchCertified(catalogue, `${question?.sql ?? ''} offset 1`)).toBeNull();
    expect(matchCertified(catalogue, question?.sql.toUpperCase() ?? '')).toBeNull();
  });

  test('leaves text in quotes alone when it compares statements', () => {
    expect(bareStatement("select 'a  -- b'  ,  1 -- c")).toBe("select'a  -- b',1");
  });
});

describe('a question', () => {
  test('is read with its defaults', () => {
    expect(read(header, statement)).toMatchObject({
      id: 'cost/spend',
      domain: 'cost',
      name: 'spend',
      not: [],
      next: [],
      sql: statement,
    });
  });

  const wrong: [string, () => unknown, RegExp][] = [
    [
      'a path outside the domains',
      () => read(header, statement, 'money/spend.sql'),
      /money\/spend\.sql: path/,
    ],
    [
      'no header',
      () => readQuestion(file, statement, catalogue.definitions),
      /cost\/spend\.sql: header: expected a leading/,
    ],
    [
      'YAML that is none',
      () => read('question: [', statement),
      /cost\/spend\.sql: the header is not valid YAML/,
    ],
    ['an unknown field', () => read(`${header}\nowner: me`, statement), /owner/],
    ['a missing field', () => read(header.replace(/scope.*/, ''), statement), /scope:/],
    [
      'an unknown column type',
      () => read(header.replace('type: DATE, is', 'type: DAY, is'), statement),
      /columns\.usage_date\.type/,
    ],
    [
      'a default that is no value of the type',
      () => read(header.replace('today-7d', 'last week'), statement),
      /parameters\.from_date\.default/,
    ],
    [
      'a key that is no column',
      () => read(header.replace('key: [usage_date]', 'key: [day]'), statement),
      /rows\.key: day is not a column/,
    ],
    [
      'an order that is no column',
      () => read(header.replace('order: [usage_date]', 'order: [-day]'), statement),
      /rows\.order: day is not a column/,
    ],
    [
      'a parameter that is not used',
      () => read(header, statement.replace(':from_date', "'x'")),
      /parameters\.from_date: not used/,
    ],
    [
      'a marker that is not declared',
      () => read(header, `${statement} limit :top_n`),
      /:top_n is used and not declared/,
    ],
    [
      'an unknown predicate',
      () => read(header.replace('[whole_days]', '[wholly]'), statement),
      /uses: wholly is not in definitions\.yaml/,
    ],
    [
      'a predicate that does not occur',
      () => read(header, statement.replace('>=', '>')),
      /uses: whole_days does not occur/,
    ],
    [
      'a statement that writes',
      () => read(header, `with x as (delete from t) ${statement}`),
      /expected a read, found delete/,
    ],
    [
      'a statement that is no select',
      () => read(header, `drop table t -- :from_date`),
      /expected one select/,
    ],
    [
      'two statements',
      () => read(header, `${statement}; ${statement}`),
      /expected one, found several/,
    ],
  ];
  test.each(wrong)('is refused for %s, by name of file and field', (_, attempt, message) => {
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(/spend\.sql/);
  });

  test('does not take a word in quotes for a write or a marker', () => {
    expect(() => read(header, `${statement} and 'drop table :x' <> ''`)).not.toThrow();
  });

  test('may not lead to a question that does not exist, nor stand there twice', async () => {
    const root = await mkdtemp(join(tmpdir(), 'health-monitor-sql-'));
    await cp(join(import.meta.dirname, '../../sql'), root, { recursive: true });
    const write = (name: string, yaml: string) =>
      writeFile(join(root, 'questions/cost', name), text(yaml, statement));
    await write('spend.sql', `${header}\nnext: [{ask: cost/nothing}]`);
    expect(() => loadCatalogue(root)).toThrow('cost/spend.sql: next: cost/nothing does not exist');
    await write(
      'spend.sql',
      `${header}\nnext: [{ask: cost/spend_by_day, with: {job: usage_date}}]`,
    );
    expect(() => loadCatalogue(root)).toThrow('next.cost/spend_by_day: it has no parameter job');
    await write('spend.sql', header);
    await write('spend_again.sql', header);
    expect(() => loadCatalogue(root)).toThrow(
      'cost/spend_again.sql: statement: the same as cost/spend',
    );
    await rm(root, { recursive: true });
  });
});

describe('the checks', () => {
  const { checks, questions } = catalogue;

  test('are no questions, and their statements are certified', () => {
    const ids = checks.map(({ id }) => id);
    expect(ids).toContain('cost/object_cost_by_day');
    expect(questions.filter(({ id }) => ids.includes(id))).toEqual([]);
    expect(checks.map(({ sql }) => matchCertified(catalogue, `${sql};`)?.id)).toEqual(ids);
  });

  test.each([
    ['checks/cost/spend_by_day.sql', header, `${statement} limit 1`, 'a question has this id'],
    ['checks/cost/again.sql', header, statement, 'statement: the same as cost/spend'],
    [
      'questions/cost/leads.sql',
      `${header}\nnext: [{ask: cost/object_cost_by_day}]`,
      `${statement} limit 1`,
      'next: cost/object_cost_by_day does not exist',
    ],
  ])('keep apart from questions: %s', async (name, yaml, sql, problem) => {
    const root = await mkdtemp(join(tmpdir(), 'health-monitor-sql-'));
    await cp(join(import.meta.dirname, '../../sql'), root, { recursive: true });
    await writeFile(join(root, 'questions/cost/spend.sql'), text(header, statement));
    await writeFile(join(root, name), text(yaml, sql));
    expect(() => loadCatalogue(root)).toThrow(problem);
    await rm(root, { recursive: true });
  });
});
