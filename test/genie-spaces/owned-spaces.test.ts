import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { itemId } from '../../genie-spaces/item-id.ts';
import {
  type Bench,
  catalogue,
  changedCatalogue,
  changedId,
  type ContentItem,
  createBench,
  example,
  foreign,
  foreignId,
  only,
} from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await createBench();
}, 60_000);
afterEach(() => bench.trashAll());
afterAll(() => bench.workspace.close());

const isForeign = ({ id }: ContentItem): boolean => id.startsWith('ffffffff');

describe('a space that was saved in between', () => {
  const inBetween = (spaceId: string) => () =>
    bench.save(spaceId, (content) => ({
      ...content,
      instructions: {
        ...content.instructions,
        example_question_sqls: [...content.instructions.example_question_sqls, foreign(7)],
      },
    }));

  it('is not written, and what was saved is shown', async () => {
    await bench.deploy(only);
    const spaceId = await bench.spaceOf('reliability');
    const given = { ...only, catalogue: changedCatalogue, inBetween: inBetween(spaceId) };
    const { isDone, text } = await bench.deploy(given);
    expect(isDone).toBe(false);
    expect(text).toContain('was saved by somebody else in between, and was not written:\n');
    expect(text).toContain('  + example query: What does the owner ask 7?\n');
    const { content } = await bench.read(spaceId);
    expect(content.instructions.example_question_sqls.filter(isForeign)).toHaveLength(1);
    const id = itemId(`sql/questions/${changedId}.sql`);
    expect(example(content, id)?.['question']).not.toEqual(['Which jobs broke, and how often?']);
    expect((await bench.deploy({ ...only, catalogue: changedCatalogue })).isDone).toBe(true);
  });

  it('is told also when nothing that we know differs', async () => {
    await bench.deploy(only);
    const conflict = { kind: 'status', status: 409 };
    await bench.client.control('PUT', '/faults', [{ match: { method: 'PATCH' }, fault: conflict }]);
    const { isDone, text } = await bench.deploy({ ...only, catalogue: changedCatalogue });
    await bench.client.control('DELETE', '/faults');
    expect([isDone, text]).toEqual([
      false,
      expect.stringContaining('nothing that we can see differs'),
    ]);
  });

  it('is written with --force, and what was saved stays too', async () => {
    await bench.deploy(only);
    const spaceId = await bench.spaceOf('reliability');
    let saved = false;
    const once = async () => {
      if (!saved) await inBetween(spaceId)();
      saved = true;
    };
    const given = { ...only, catalogue: changedCatalogue, inBetween: once, force: true };
    const { isDone, text } = await bench.deploy(given);
    expect(isDone).toBe(true);
    expect(text).toContain('changed over what was saved in between: 1 example query changed');
    const { content } = await bench.read(spaceId);
    expect(content.instructions.example_question_sqls.filter(isForeign)).toHaveLength(1);
    const id = itemId(`sql/questions/${changedId}.sql`);
    expect(example(content, id)?.['question']).toEqual(['Which jobs broke, and how often?']);
  });
});

describe("somebody else's space", () => {
  const owned = {
    version: 2,
    instructions: {
      example_question_sqls: [foreign(1)],
      text_instructions: [{ id: foreignId(9), content: ['Speak German.'] }],
    },
  };

  it('is taken over with --adopt, its own things and words stay', async () => {
    const spaceId = await bench.create(owned, { title: 'Jobs', description: 'Ask about jobs.' });
    const configured = { reliability: spaceId };
    const refused = await bench.deploy({ ...only, configured });
    expect([refused.isDone, refused.text]).toEqual([false, expect.stringContaining('--adopt')]);
    const adopted = await bench.deploy({ ...only, configured, adopt: true });
    expect(adopted.text).toContain('changed: description changed, instructions added, ');
    const space = await bench.read(spaceId);
    expect(space).toMatchObject({
      title: 'Jobs',
      description: 'Ask about jobs. [health-monitor:reliability]',
    });
    const { text_instructions, example_question_sqls } = space.content.instructions;
    expect(text_instructions).toHaveLength(1);
    expect(text_instructions[0]?.id).toBe(foreignId(9));
    expect(text_instructions[0]?.content[0]).toBe('Speak German.\n');
    expect(example_question_sqls.filter(isForeign)).toEqual(
      owned.instructions.example_question_sqls,
    );
    expect((await bench.deploy({ ...only, configured })).text).toContain('unchanged');
  });

  it('is not filled over what a space may hold; nothing is sent', async () => {
    const example_question_sqls = Array.from({ length: 90 }, (_, n) => foreign(n));
    const spaceId = await bench.create({ version: 2, instructions: { example_question_sqls } });
    const count = (await bench.requests()).length;
    const configured = { reliability: spaceId };
    const { isDone, lines } = await bench.deploy({ configured, adopt: true });
    const own = catalogue.questions.filter(({ domain }) => domain === 'reliability').length;
    expect([isDone, lines.slice(-2)]).toEqual([
      false,
      [
        'Nothing was written:',
        `  reliability: ${91 + own} instructions (example queries, functions and the text), at most 100`,
      ],
    ]);
    expect(await bench.writesSince(count)).toEqual([]);
  });
});
