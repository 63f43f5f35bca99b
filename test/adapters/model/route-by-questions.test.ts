import { describe, expect, it } from 'vitest';
import { routeByQuestions } from '../../../adapters/model/route-by-questions.ts';
import { agentCards } from '../../../agents/index.ts';
import { domains } from '../../../domain/domains.ts';
import { forEachDomain } from '../../../domain/domains.ts';
import type { Domain } from '../../../domain/domains.ts';
import type { SessionHistory } from '../../../domain/memory-port.ts';
import { createRanker } from '../../../wordings/rank.ts';

const ranker = createRanker();
const space = 'space';
const cards = agentCards(forEachDomain(() => space));
const nothingYet: SessionHistory = { messages: [] };
const route = (question: string, history = nothingYet) =>
  routeByQuestions({ question, cards, history }, ranker);
const chosen = (question: string, history = nothingYet): readonly Domain[] =>
  route(question, history).domains.map(({ domain }) => domain);
const inOrder = (some: readonly Domain[]) => domains.filter((domain) => some.includes(domain));

describe('a question is asked where it belongs', () => {
  const table: readonly [string, ...Domain[]][] = [
    ['Why did our spend jump yesterday?', 'cost'],
    ['What did we spend this month?', 'cost'],
    ['Did spend stay below 500 dollars yesterday?', 'cost'],
    ['Which team spends the most on DBUs?', 'cost'],
    ['Show me the bill of last month by SKU', 'cost'],
    ['Are our costs going up?', 'cost'],
    ['How much money do untagged resources burn?', 'cost'],
    ['Is bi-main up?', 'performance'],
    ['which jobs blew past an hour of runtime today?', 'reliability'],
    ['anything weird in security since yesterday?', 'security'],
    ['did somebody turn off audit logs', 'security'],
    ['I was paged for etl_daily. What should I do about it?', 'reliability'],
    ['Who accessed the customers table?', 'security'],
    ['Which grants were revoked this week?', 'security'],
    ['Was anyone given admin rights?', 'security'],
    ['Show the audit events of ann@example.com', 'security'],
    ['Why is this dashboard so slow?', 'performance'],
    ['Which warehouse has the longest queue?', 'performance'],
    ['Slowest queries of today', 'performance'],
    ['Do we need a bigger warehouse?', 'performance'],
    ['Which clusters are idle?', 'performance'],
    ['Number of cancelled queries yesterday?', 'performance'],
    ['who updated a job in prod-eu on 14 November at 16:00 UTC?', 'security'],
    ['how much money did payments_ledger_sync burn yesterday', 'cost'],
    ['Which jobs failed last night?', 'reliability'],
    ['What broke this morning?', 'reliability'],
    ['Did the nightly pipeline succeed?', 'reliability'],
    ['Which jobs time out most often?', 'reliability'],
    ['How reliable are our workflows?', 'reliability'],
    ['Which tables are stale?', 'quality'],
    ['Is the sales data fresh?', 'quality'],
    ['Which columns are full of nulls?', 'quality'],
    ['What depends on prod.sales.orders downstream?', 'quality'],
    ['How healthy is the platform overall?', 'unified'],
    ['Give me an executive summary', 'unified'],
    [
      'Why did our spend jump yesterday, and are the expensive jobs failing too?',
      'cost',
      'reliability',
    ],
    ['Which jobs failed and who changed their permissions?', 'reliability', 'security'],
    ['Are slow queries making us spend more?', 'cost', 'performance'],
    ['Is stale data the reason that jobs fail?', 'quality', 'reliability'],
  ];
  const cases = table.map(([question, ...expected]) => ({ question, expected }));
  it.each(cases)('$question', ({ question, expected }) => {
    const routing = route(question);
    expect(inOrder(routing.domains.map(({ domain }) => domain))).toEqual(inOrder(expected));
    expect(routing.source).toBe('examples');
    const scores = routing.domains.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
  });

  it('and so is every example of every domain, first of all', () => {
    const elsewhere = cards.flatMap(({ domain, examples }) =>
      examples.filter((example) => !chosen(example).includes(domain)),
    );
    expect(elsewhere).toEqual([]);
  });

  it('each domain with its own part of it', () => {
    const { domains: parts } = route('Which jobs failed last night, and what did we spend?');
    expect(new Map(parts.map(({ domain, question }) => [domain, question]))).toEqual(
      new Map([
        ['reliability', 'Which jobs failed last night?'],
        ['cost', 'What did we spend last night?'],
      ]),
    );
  });

  it.each([
    [
      "Give me yesterday's total spend and number of failed runs",
      "Give me yesterday's total spend",
      "Give me yesterday's number of failed runs",
    ],
    [
      'Show me how slow queries and stale tables changed over the last 7 days',
      'Show me how slow queries changed over the last 7 days',
      'Show me how stale tables changed over the last 7 days',
    ],
  ])('each domain with the listed things that it knows: %s', (question, ...parts) => {
    expect(route(question).domains.map((one) => one.question)).toEqual(parts);
  });

  it('in other letters and with other marks too', () => {
    expect(chosen('WHICH JOBS FAILED LAST NIGHT!!')).toEqual(['reliability']);
    expect(chosen('  which jobs   failed, last night  ')).toEqual(['reliability']);
  });

  it('and says why', () => {
    expect(route('Which jobs failed last night?').domains[0]?.reason).toBe(
      'Most similar question: “Which jobs failed, how often, and how many hours did the failed runs take?”.',
    );
  });
});

describe('a name alone', () => {
  it.each<[string, Domain]>([
    ['eva@example.com?', 'security'],
    ['198.51.100.7', 'security'],
    ['prod.web.visits', 'quality'],
    ['load_orders_2', 'reliability'],
  ])('“%s” is asked where such things are known', (question, domain) => {
    expect(chosen(question)).toEqual([domain]);
  });
});

describe('what is about no domain', () => {
  const others = [
    'Hello there!',
    'Hi',
    'Thanks, that was helpful',
    'What can you do?',
    'What is the weather in Paris?',
    'Tell me a joke',
    'Wie geht es dir?',
    '???',
    '',
  ];
  it.each(others)('“%s” is asked nowhere', (question) => {
    expect(chosen(question)).toEqual([]);
  });
});

describe('a follow-up', () => {
  const message = (role: 'user' | 'assistant', ...of: Domain[]) => ({
    role,
    content: 'x',
    domains: of,
  });
  const history: SessionHistory = {
    messages: [
      message('user', 'security'),
      message('assistant', 'security'),
      message('user', 'cost', 'quality'),
      message('assistant'),
    ],
  };
  const followUps = [
    'And last week?',
    'What about yesterday?',
    'And for the last 30 days?',
    'Why?',
  ];
  it.each(followUps)('“%s” goes where the session was last', (question) => {
    expect(chosen(question, history)).toEqual(['cost', 'quality']);
    expect(route(question, history)).toMatchObject({
      source: 'thread',
      domains: [{ question }, { question }],
    });
    expect(chosen(question)).toEqual([]);
  });

  it('that names another domain goes there', () => {
    expect(chosen('And which tables are stale?', history)).toEqual(['quality']);
    expect(chosen('And which jobs failed?', history)).toEqual(['reliability']);
  });
});
