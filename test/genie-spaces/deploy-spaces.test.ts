import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { itemId } from '../../genie-spaces/item-id.ts';
import { localSpaces } from '../../local/workspace/genie/spaces.ts';
import {
  type Bench,
  changedCatalogue,
  changedId,
  type Content,
  createBench,
  example,
  foreign,
  foreignId,
  only,
  withQuestions,
} from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await createBench();
}, 60_000);
afterEach(() => bench.trashAll());
afterAll(() => bench.workspace.close());

/** A space with the owner's things beside ours. */
const furnish = (content: Content): Content => ({
  ...content,
  data_sources: {
    tables: [
      { identifier: 'main.sales.orders' },
      ...content.data_sources.tables.map((table) => ({
        ...table,
        description: ['Of the owner\n'],
      })),
    ],
  },
  instructions: {
    ...content.instructions,
    example_question_sqls: [...content.instructions.example_question_sqls, foreign(1)],
    text_instructions: content.instructions.text_instructions.map((item) => ({
      ...item,
      content: ['Speak German.\n', ...item.content, '\nBe brief.'],
    })),
    join_specs: [
      {
        id: foreignId(2),
        left: { identifier: 'main.sales.orders' },
        right: { identifier: 'main.sales.orders' },
        sql: ['a = b'],
      },
    ],
  },
  benchmarks: {
    questions: [...content.benchmarks.questions, { id: foreignId(3), question: ['Owner?'] }],
  },
});

describe('a deployment', () => {
  it("leaves a space alone that holds ours and an owner's things", async () => {
    await bench.deploy(only);
    const spaceId = await bench.spaceOf('reliability');
    await bench.save(spaceId, furnish, {
      title: 'Jobs',
      description: 'Mine. [health-monitor:reliability]',
    });
    const count = (await bench.requests()).length;
    const { lines, isDone } = await bench.deploy(only);
    expect([lines[1], isDone]).toEqual([`reliability: unchanged (${spaceId})`, true]);
    expect(await bench.writesSince(count)).toEqual([]);
  });

  it("changes exactly the question that was changed, and nothing of the owner's", async () => {
    await bench.deploy(only);
    const spaceId = await bench.spaceOf('reliability');
    await bench.save(spaceId, furnish, { title: 'Jobs' });
    const before = await bench.read(spaceId);
    const { text, isDone } = await bench.deploy({ ...only, catalogue: changedCatalogue });
    expect(isDone).toBe(true);
    expect(text).toContain(`reliability: ${spaceId} changed: 1 example query changed\n`);
    expect(text).toContain('  ~ example query: Which jobs broke, and how often?\n    question:\n');
    const after = await bench.read(spaceId);
    const id = itemId(`sql/questions/${changedId}.sql`);
    const expected = before.content.instructions.example_question_sqls.map((item) =>
      item.id === id ? { ...item, question: ['Which jobs broke, and how often?'] } : item,
    );
    expect(after.content).toEqual({
      ...before.content,
      instructions: { ...before.content.instructions, example_question_sqls: expected },
    });
    expect(after).toMatchObject({ title: 'Jobs' });
  });

  it('takes out what is gone from the files, with the tables that only it read', async () => {
    const added = withQuestions((question) =>
      question.id === changedId
        ? {
            ...question,
            sql: 'select 1 as one from system.compute.node_types',
            variants: ['Nodes?'],
          }
        : question,
    );
    await bench.deploy({ ...only, catalogue: added });
    const spaceId = await bench.spaceOf('reliability');
    const tablesOf = async () =>
      (await bench.read(spaceId)).content.data_sources.tables.map(({ identifier }) => identifier);
    expect(await tablesOf()).toContain('system.compute.node_types');
    const removed = withQuestions((question) => (question.id === changedId ? null : question));
    const { text } = await bench.deploy({ ...only, catalogue: removed });
    expect(text).toContain(
      'changed: 1 example query removed, 1 benchmark removed, 1 table removed\n',
    );
    expect(text).toContain('  - benchmark: Nodes?\n  - table: system.compute.node_types');
    const { content } = await bench.read(spaceId);
    expect(example(content, itemId(`sql/questions/${changedId}.sql`))).toBeUndefined();
    expect(await tablesOf()).not.toContain('system.compute.node_types');
    expect((await bench.deploy({ ...only, catalogue: removed })).text).toContain('unchanged');
  });

  it('sets back what somebody edited in our items, and shows it', async () => {
    await bench.deploy(only);
    const spaceId = await bench.spaceOf('reliability');
    const before = await bench.read(spaceId);
    await bench.save(spaceId, (content) => ({
      ...content,
      instructions: {
        ...content.instructions,
        example_question_sqls: content.instructions.example_question_sqls.map((item, n) =>
          n === 3 ? { ...item, sql: ['select 42 as answer'] } : item,
        ),
      },
    }));
    const { text } = await bench.deploy(only);
    expect(text).toMatch(/changed: 1 example query changed\n {2}~ example query: .*\n {4}sql:\n/);
    expect(text).toContain('- select 42 as answer');
    expect((await bench.read(spaceId)).content).toEqual(before.content);
  });

  it('shows in a dry run the same difference and writes nothing', async () => {
    await bench.deploy(only);
    const spaceId = await bench.spaceOf('reliability');
    const before = await bench.read(spaceId);
    const dry = await bench.deploy({ ...only, catalogue: changedCatalogue, dryRun: true });
    expect(dry.text).toContain(
      `${spaceId} would change: 1 example query changed\n  ~ example query:`,
    );
    expect(await bench.read(spaceId)).toEqual(before);
  });

  it('does nothing to any space when one of them stands against it', async () => {
    const count = (await bench.requests()).length;
    const configured = { quality: localSpaces.quality.spaceId };
    const { isDone, text } = await bench.deploy({ configured });
    expect(isDone).toBe(false);
    expect(text).toContain('Nothing was written:\n  quality: the space');
    expect(await bench.writesSince(count)).toEqual([]);
  });

  it('says which setting names a space that is not there', async () => {
    const configured = { reliability: '0'.repeat(32) };
    const { isDone, lines } = await bench.deploy({ ...only, configured });
    expect([isDone, lines[2]]).toEqual([
      false,
      `  reliability: there is no space ${configured.reliability} that we may see. Correct RELIABILITY_GENIE_SPACE_ID, or unset it to have a space made.`,
    ]);
  });

  it('says which right is missing, to change a space or to make one', async () => {
    const configured = { cost: localSpaces.cost.spaceId };
    const viewer = { domains: ['cost'], configured, adopt: true, name: 'viewer' } as const;
    const refused = await bench.deploy(viewer);
    expect([refused.isDone, refused.lines.slice(-2)]).toEqual([
      false,
      [
        'Nothing was written:',
        expect.stringMatching(/^ {2}cost: .*"Can Edit" permission .* Grant CAN EDIT on the Genie/),
      ],
    ]);
    const poor = await bench.deploy({ domains: ['cost', 'quality'], name: 'no-warehouse' });
    expect([poor.isDone, poor.lines.slice(-1)]).toEqual([
      false,
      [expect.stringMatching(/^cost: .* Grant CAN USE on the warehouse/)],
    ]);
  });

  it('prints what it made when the workspace fails half-way', async () => {
    await bench.deploy(only);
    const faults = [{ match: { method: 'PATCH' }, fault: { kind: 'status', status: 503 } }];
    await bench.client.control('PUT', '/faults', faults);
    const domains = ['cost', 'reliability', 'unified'] as const;
    const { isDone, text } = await bench.deploy({ domains, catalogue: changedCatalogue });
    await bench.client.control('DELETE', '/faults');
    expect(isDone).toBe(false);
    expect(text).toMatch(/^reliability: Databricks failed on PATCH /m);
    expect(text).toMatch(/\n\nFor \.env:\nCOST_GENIE_SPACE_ID=01f1\w+$/);
    expect(text).not.toContain('unified');
  });

  it('refuses to choose between two spaces with the same mark, and the space of another domain', async () => {
    const description = '[health-monitor:reliability]';
    const first = await bench.create({ version: 2 }, { description });
    const second = await bench.create({ version: 2 }, { description });
    const { text } = await bench.deploy(only);
    expect(text).toContain(`reliability: several spaces carry the mark ${description}: ${first}`);
    expect(text).toContain('Name one in RELIABILITY_GENIE_SPACE_ID.');
    const named = await bench.deploy({ ...only, configured: { reliability: second } });
    expect(named.isDone).toBe(true);
    const other = await bench.deploy({
      domains: ['cost'],
      adopt: true,
      configured: { cost: second },
    });
    expect(other.text).toContain(`cost: the space ${second} (New Space) is that of reliability`);
  });
});
