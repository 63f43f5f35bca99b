import { describe, expect, it } from 'vitest';
import { defaultExpression, withDefaults } from '../../sql/default-expression.ts';
import { isOurs, itemId } from '../../genie-spaces/item-id.ts';
import { overLimits } from '../../genie-spaces/limits.ts';
import { mergeSpace } from '../../genie-spaces/merge.ts';
import { emptySpace, type Item, kinds, textOf } from '../../genie-spaces/serialized-space.ts';
import { wantedSpace } from '../../genie-spaces/wanted-space.ts';
import { domains } from '../../domain/domains.ts';
import { loadCatalogue, type QuestionParameter } from '../../sql/catalogue.ts';

const catalogue = loadCatalogue();
const wanted = domains.map((domain) => wantedSpace(domain, catalogue));
const questionOf = (id: string) => {
  const found = catalogue.questions.find((question) => question.id === id);
  if (found === undefined) throw new Error(`${id} is gone`);
  return found;
};
const itemsOf = ({ items }: (typeof wanted)[number]): readonly Item[] =>
  kinds.flatMap((kind) => items[kind]);

describe('the space of every domain', () => {
  it.each(wanted.map((space) => [space.domain, space] as const))('%s fits', (domain, space) => {
    const own = catalogue.questions.filter((question) => question.domain === domain);
    expect(own.length).toBeGreaterThan(5);
    const examples = space.items['example query'].map(({ id }) => id);
    expect(examples).toEqual(
      expect.arrayContaining(own.map(({ id }) => itemId(`sql/questions/${id}.sql`))),
    );
    expect(overLimits(mergeSpace(emptySpace, space).space)).toEqual([]);
    const ids = [...itemsOf(space).map(({ id }) => id), space.instructionsId];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[0-9a-f]{32}$/.test(id) || !isOurs(id))).toEqual([]);
    expect(space.tables.length).toBeGreaterThan(3);
    expect(space.items.benchmark.length).toBeGreaterThan(own.length);
  });

  it('names no day: nothing in it reads as a date', () => {
    const parameters = catalogue.questions.flatMap((question) =>
      Object.values(question.parameters),
    );
    expect(parameters.filter(({ type }) => type === 'DATE').length).toBeGreaterThan(10);
    const text = JSON.stringify(wanted);
    // Days that the statements themselves count from.
    const fixed = catalogue.questions.flatMap(({ sql }) => sql.match(/\d{4}-\d\d-\d\d/g) ?? []);
    const dates = (text.match(/\d{4}-\d\d-\d\d/g) ?? []).filter((date) => !fixed.includes(date));
    expect(dates).toEqual([]);
    expect(text).not.toMatch(/"(now|today)(-\d+[hd])?"/);
  });

  it('is the same for the same files', () => {
    const again = loadCatalogue();
    expect(domains.map((domain) => wantedSpace(domain, again))).toEqual(wanted);
  });
});

describe('an example query', () => {
  const space = wantedSpace('reliability', catalogue);
  const item = space.items['example query'].find(
    ({ id }) => id === itemId('sql/questions/reliability/failing_jobs.sql'),
  );

  it('is the statement of its question, a line an element', () => {
    expect(textOf(item?.['sql'])).toBe(questionOf('reliability/failing_jobs').sql);
    expect(item?.['sql']).toContain('with runs as (\n');
  });

  it('has a time as text without a default, which its guidance tells', () => {
    const parameters = item?.['parameters'] as { name: string }[];
    expect(parameters.find(({ name }) => name === 'from_time')).toEqual({
      name: 'from_time',
      type_hint: 'STRING',
      description: ['Inclusive start in UTC; ISO-8601 in UTC, ending in Z'],
    });
    expect(parameters.find(({ name }) => name === 'top_n')).toEqual({
      name: 'top_n',
      type_hint: 'INTEGER',
      default_value: { values: ['20'] },
    });
    expect(textOf(item?.['usage_guidance'])).toContain(
      'names no time: from_time = (current_timestamp() - interval 7 days), to_time = current_timestamp().\n',
    );
  });
});

describe('a benchmark', () => {
  it('is a variant with the defaults in place of the markers', () => {
    const { items } = wantedSpace('reliability', catalogue);
    const asked = items.benchmark.map(({ question }) => textOf(question));
    expect(asked).toContain('Which workflows broke?');
    for (const { answer } of items.benchmark) {
      const [{ format, content } = {}] = answer as { format?: string; content?: string[] }[];
      expect(format).toBe('SQL');
      expect(textOf(content)).not.toMatch(/(?<![:\w]):[a-z]/);
    }
  });

  it('is none whose words ask for other values than the defaults', () => {
    const asked = wanted.flatMap(({ items }) =>
      items.benchmark.map((item) => textOf(item['question'])),
    );
    const other = [
      'What failed last night?',
      'Failing jobs in prod-eu',
      'Top 5 jobs by spend',
      'Who has SELECT on prod.sales.orders?',
      'Queries that ran longer than 30 seconds',
    ];
    const variants = catalogue.questions.flatMap((question) => question.variants);
    expect(other.filter((variant) => !variants.includes(variant))).toEqual([]);
    expect(other.filter((variant) => asked.includes(variant))).toEqual([]);
  });
});

describe('a default', () => {
  const parameter = (type: QuestionParameter['type'], value: string | number) =>
    defaultExpression({ type, role: 'tag', default: value });

  it.each([
    ['TIMESTAMP', 'now', 'current_timestamp()'],
    ['TIMESTAMP', 'now-7d', '(current_timestamp() - interval 7 days)'],
    ['TIMESTAMP', 'now-24h', '(current_timestamp() - interval 24 hours)'],
    ['DATE', 'today', 'current_date()'],
    ['DATE', 'today-30d', 'date_sub(current_date(), 30)'],
    ['STRING', "it's", String.raw`'it\'s'`],
    ['INT', 20, '20'],
    ['DOUBLE', 0.5, '0.5'],
  ] as const)('of type %s, %s, is %s', (type, value, expression) => {
    expect(parameter(type, value)).toBe(expression);
  });

  it('stands only where a marker stands', () => {
    const question = {
      ...questionOf('reliability/failing_jobs'),
      sql: "select ':top_n', a::int, :top_n -- :top_n\n/* :top_n */",
    };
    expect(withDefaults(question)).toBe("select ':top_n', a::int, 20 -- :top_n\n/* :top_n */");
  });
});

describe('the space of unified', () => {
  it('has its own questions and those that they lead on to', () => {
    const own = catalogue.questions.filter(({ domain }) => domain === 'unified');
    const next = own.flatMap((question) => question.next.map(({ ask }) => ask));
    const ids = wantedSpace('unified', catalogue).items['example query'].map(({ id }) => id);
    const expected = new Set([...own.map(({ id }) => id), ...next]);
    expect(ids.toSorted()).toEqual(
      [...expected].map((id) => itemId(`sql/questions/${id}.sql`)).toSorted(),
    );
    expect(expected.size).toBeGreaterThan(own.length);
  });
});
