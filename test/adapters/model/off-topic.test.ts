import { describe, expect, test } from 'vitest';
import { routeByQuestions } from '../../../adapters/model/route-by-questions.ts';
import { agentCards } from '../../../agents/index.ts';
import { type Domain, forEachDomain } from '../../../domain/domains.ts';
import { loadCatalogue } from '../../../sql/catalogue.ts';
import { ranker } from '../../../wordings/rank.ts';

const cards = agentCards(forEachDomain(() => 'space'));
const chosen = (question: string, ...before: readonly [string, Domain][]): readonly Domain[] => {
  const messages = before.flatMap(([content, domain]) => [
    { role: 'user' as const, content, domains: [domain] },
    { role: 'assistant' as const, content: 'It was 5.', domains: [] },
  ]);
  return routeByQuestions({ question, cards, history: { messages } }, ranker).domains.map(
    ({ domain }) => domain,
  );
};

describe('words of the platform in another field', () => {
  test.each([
    'Is it healthy to sleep at noon?',
    'Where can I rent a cheap warehouse near Antwerp?',
    'My neighbour got a job offer from a bakery, should he take it?',
    'how do I train for running a marathon with a sore ankle',
    'Which star cluster is visible tonight from Norway?',
    'the oil pipeline through the desert – who built it?',
    'what does a flight to Madrid cost in summer',
    'my landlord refuses to repair the heating, any ideas',
    'why is the kitchen table wobbling',
    'is it going to snow in Lisbon at the weekend',
  ])('“%s” is asked nowhere', (question) => {
    expect(chosen(question)).toEqual([]);
  });

  test.each<[string, Domain]>([
    ['which warehouse is the fullest at 9am?', 'performance'],
    ['bill of October?', 'cost'],
    ['biggest spenders of the month', 'cost'],
    ['did the job run yesterday', 'reliability'],
    ['Which table has the most columns?', 'quality'],
    ['What is the list price of a serverless SQL DBU in Ireland?', 'cost'],
    ['When was somebody last added to the group analysts?', 'security'],
    ['prod.web.visits', 'quality'],
    ['load_orders_2', 'reliability'],
    ['Which table was the group crew last given SELECT on?', 'security'],
    ['who paused the schedule of Umsätze wöchentlich', 'security'],
  ])('“%s” is asked where it belongs', (question, domain) => {
    expect(chosen(question)).toEqual([domain]);
  });

  test.each(['btw what is for dinner in the canteen?', 'haha ok, thank you, good night'])(
    '“%s” goes on with nothing',
    (question) => {
      expect(chosen(question, ['What did we spend last week?', 'cost'])).toEqual([]);
    },
  );
});

describe('a follow-up', () => {
  test.each<[string, string, Domain, Domain]>([
    ['what else did she do that day?', 'who was made an admin yesterday?', 'security', 'security'],
    ['and in dollars?', 'What is the load of bi-main?', 'performance', 'cost'],
    ['who did it?', 'Which warehouses were resized last month?', 'performance', 'security'],
    ["and who's using it the most?", 'What did bi-main cost last week?', 'cost', 'security'],
    ['Is this getting more?', 'how many refused actions today', 'security', 'security'],
    ['since when?', 'Which endpoint has the most 429s?', 'performance', 'performance'],
    ['and in euros?', 'spend per team last week', 'cost', 'cost'],
    ['as a share of the total', 'spend per team last week', 'cost', 'cost'],
    ['per day', 'List cost by product last month', 'cost', 'cost'],
    ['does it fail too?', 'cost of load_orders', 'cost', 'reliability'],
    ['who may write to it', 'how fresh is prod.sales.orders', 'quality', 'security'],
    ['how much are we charged for it', 'Is the endpoint throwing errors?', 'performance', 'cost'],
    ['how long', 'Which queries were slow?', 'performance', 'performance'],
    [
      'forget that. which tables are stale?',
      'Which pipelines are slowest?',
      'reliability',
      'quality',
    ],
    ['is what it writes fresh too?', 'Is stream_events healthy?', 'reliability', 'quality'],
    [
      'thanks! totally different thing: which jobs failed last night?',
      'Who became admin?',
      'security',
      'reliability',
    ],
  ])('“%s” after “%s” (%s) goes to %s', (question, earlier, was, domain) => {
    expect(chosen(question, [earlier, was])).toEqual([domain]);
  });
});

describe('a word that no other field has', () => {
  test.each([
    ['count of Unity Catalog permission changes (updatePermissions) last week', 'security'],
    ['When was the ACL of the secret scope etl last altered, and who got access?', 'security'],
  ])('%j goes to %s', (question, domain) => {
    expect(chosen(question)).toEqual([domain]);
  });
});

test('a certified question as it is worded is of its own domain only', () => {
  const elsewhere = loadCatalogue().questions.filter(
    ({ question, domain }) => chosen(question).join() !== domain,
  );
  expect(elsewhere.map(({ id }) => id)).toEqual([]);
});
