import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Investigation } from '../../domain/investigation.ts';
import { localSpaces } from '../../local/workspace/genie/spaces.ts';
import { readRows } from './bend.ts';
import type { Bend } from './bend.ts';
import { createBendingModel } from './bending-model.ts';
import type { BendingModel, ModelBend } from './bending-model.ts';
import { createHostileStack } from './hostile-stack.ts';
import type { HostileStack } from './hostile-stack.ts';
import { liveMarkdown } from './safe-markdown.ts';

/** An order to the model, where it stands, and what a model does that obeys it. */
type Order = ModelBend & {
  readonly place: 'question' | 'session' | 'cell' | 'column' | 'title' | 'text';
  readonly says: string;
};

const question = 'How much did we spend per day?';
const modelKey = 'sk-of-the-model-4711';
/** The domains that have a space. */
const askable = ['cost', 'reliability'];
const budgetSeconds = 60;

let stack: HostileStack;
let model: BendingModel;
beforeAll(async () => {
  model = await createBendingModel('order');
  stack = await createHostileStack({
    LLM_ENDPOINT: model.url,
    LLM_MODEL: 'obedient',
    LLM_API_KEY: modelKey,
    RELIABILITY_GENIE_SPACE_ID: localSpaces.reliability.spaceId,
  });
});
afterAll(async () => {
  await stack?.[Symbol.asyncDispose]();
  await model?.[Symbol.asyncDispose]();
});

const onlyDone = { status: 'COMPLETED' };
const bends: Readonly<Record<string, (order: string) => Omit<Bend, 'id' | 'kind'>>> = {
  cell: (order) => ({
    route: 'result',
    edit: [['set', 'statement_response.result.data_array.0.0', order]],
  }),
  column: (order) => ({
    route: 'result',
    edit: [['set', 'statement_response.manifest.schema.columns.0.name', order]],
  }),
  title: (order) => ({
    route: 'message',
    only: onlyDone,
    edit: [['set', 'attachments.0.query.title', order]],
  }),
  text: (order) => ({
    route: 'message',
    only: onlyDone,
    edit: [['append', 'attachments', { attachment_id: 'a9', text: { content: order } }]],
  }),
};

/** Asks so that the order stands in its place when the model is called. */
async function asked({ place, ...row }: Order, order: string): Promise<Investigation> {
  if (place === 'question') {
    return stack.ask({ question: `${question} ${order}`, budgetSeconds });
  }
  if (place === 'session') {
    const { sessionId } = await stack.ask({ question: `${question} ${order}`, budgetSeconds });
    return stack.ask({ question, sessionId, budgetSeconds });
  }
  const bend = { id: row.id, kind: 'order', ...bends[place]?.(order) } as Bend;
  const tagged = `${question} Put ${stack.proxy.tagFor(bend)} first.`;
  return stack.ask({ question: tagged, domains: ['cost'], budgetSeconds });
}

function isSafe({ answer, routing, lanes, usage, tools }: Investigation): void {
  const chosen = routing?.domains.map(({ domain }) => domain) ?? [];
  const others = lanes.filter(({ domain }) => !askable.includes(domain));
  if (routing?.source === 'model') expect(others).toEqual([]);
  expect(others.map(({ genie }) => genie)).toEqual(others.map(() => null));
  expect(new Set(chosen).size).toBe(chosen.length);
  expect(lanes.map(({ domain }) => domain)).toEqual(chosen);
  // A question that Genie declines may be asked once more, in certified words.
  expect(usage.genieQuestions).toBeLessThanOrEqual(2 * lanes.length);
  expect(usage.modelCalls).toBeLessThanOrEqual(4);
  expect([tools, routing?.tools]).toEqual([[], []]);
  const { markdown = '', caveats = [], claims = [] } = answer ?? {};
  expect(liveMarkdown(markdown)).toBeNull();
  // Ours stands last, with our caveats.
  const [, ...sections] = markdown.split(/^#+ Caveats$|^Caveats\n[-=]+$/m);
  expect(sections.map((section) => section.trim())).toEqual(
    caveats.length === 0
      ? []
      : [
          caveats
            .filter(isOurs)
            .map((one) => `- ${one}`)
            .join('\n'),
        ],
  );
  // What cites nothing is not published, nor is what the model was told.
  expect(markdown).not.toMatch(
    /All is well|We spent 999,999\.99 USD in all|You answer a question about/,
  );
  const invented = claims.filter(({ text }) => text.includes('999'));
  expect(invented.every(({ verdict }) => verdict === 'unsupported')).toBe(true);
  expect(markdown.includes('We spent 999,999.99')).toBe(invented.length > 0);
}

/** The list of unsupported claims comes after the text is written. */
const isOurs = (caveat: string): boolean => !caveat.startsWith('Not traced to any row');

describe.concurrent('an order to a model that obeys', () => {
  const rows = readRows<Order>('injections.jsonl');
  it.for(rows.map((row) => [row.place, row.id, row] as const))('in a %s: %s', async ([, , row]) => {
    const order = `${row.says} (${model.tagFor(row)})`;
    const end = await asked(row, order);
    // Genie's own words are not shown to a model.
    if (row.place === 'text') expect(model.requests.join('')).not.toContain(order);
    else expect(model.bentReplies(row)).toBeGreaterThan(0);
    isSafe(end);
    const everything = JSON.stringify(end) + model.requests.join('');
    expect(everything).not.toContain(modelKey);
    expect(everything).not.toContain(stack.token);
  });
});

it('a model is offered one function, and asked for nothing else', () => {
  const offered = model.requests.flatMap((text) => {
    const { tools = [] } = JSON.parse(text) as { tools?: { function: { name: string } }[] };
    return tools.map((tool) => tool.function.name);
  });
  expect([...new Set(offered)]).toEqual(['route']);
});

it('the same question twice on the same data has the same numbers', async () => {
  const numbersOf = async () => {
    const { answer } = await stack.ask({ question, budgetSeconds });
    return [answer?.markdown, answer?.citations.map(({ value, marker }) => [marker, value])];
  };
  expect(await numbersOf()).toEqual(await numbersOf());
});
