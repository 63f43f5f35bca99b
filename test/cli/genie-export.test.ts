import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportSpace } from '../../genie-spaces/export-space.ts';
import type { ExportArguments } from '../../genie-spaces/export-space.ts';
import { domains, forEachDomain } from '../../domain/domains.ts';
import { loadCatalogue, readQuestion } from '../../sql/catalogue.ts';
import { root } from '../support/sources.ts';
import {
  type Bench,
  catalogue,
  type Content,
  createBench,
  example,
  foreignId,
} from '../genie-spaces/bench.ts';
import { itemId } from '../../genie-spaces/item-id.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await createBench();
  await bench.deploy();
}, 60_000);
afterAll(() => bench.workspace.close());

const folder = (): string => mkdtempSync(join(tmpdir(), 'genie-export-'));
const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name));
const textOf = (dir: string, path: string): string => readFileSync(join(dir, path), 'utf8');
const sourceOf = (path: string): string => textOf(join(root, 'sql'), path);

/** One run of `genie:export`, with its lines. */
async function run(args: Partial<ExportArguments> & { space: string }) {
  const lines: string[] = [];
  const out = args.out ?? folder();
  const isDone = await exportSpace({
    workspace: { spaces: bench.spacesAs(), name: 'the bench' },
    configured: forEachDomain(() => null),
    catalogue,
    args: { force: false, ...args, out },
    say: (line) => lines.push(line),
  });
  return { isDone, out, text: lines.join('\n') };
}

const withExample = (
  content: Content,
  item: Content['instructions']['example_question_sqls'][number],
) => ({
  ...content,
  instructions: {
    ...content.instructions,
    example_question_sqls: [
      ...content.instructions.example_question_sqls.filter(({ id }) => id !== item.id),
      item,
    ].toSorted((left, right) => (left.id < right.id ? -1 : 1)),
  },
});

describe('npm run genie:export', () => {
  it.each(domains)('brings the space of %s back as the files it was made from', async (domain) => {
    const { out, isDone } = await run({ space: domain });
    expect(isDone).toBe(true);
    const questions = filesIn(out).filter((path) => path.startsWith('questions/'));
    const own = catalogue.questions.filter((question) => question.domain === domain);
    expect(questions).toEqual(expect.arrayContaining(own.map(({ id }) => `questions/${id}.sql`)));
    const differing = questions.filter((path) => textOf(out, path) !== sourceOf(path));
    expect(differing).toEqual([]);
    expect(textOf(out, 'instructions.md')).toContain('The example queries are reviewed.');
    const rest = JSON.parse(textOf(out, 'space.json')) as { space: Content };
    expect(rest).toMatchObject({ title: `Health Monitor: ${domain}` });
    expect(rest.space.benchmarks.questions.length).toBeGreaterThan(own.length);
    expect(rest.space.instructions).not.toHaveProperty('example_question_sqls');
  });

  it('takes the id of a space as well, runs as a command, and writes the same again', async () => {
    const out = folder();
    const args = [await bench.spaceOf('quality'), '--out', out];
    const first = await bench.run('genie-export', args);
    expect([first.code, first.err]).toEqual([0, '']);
    expect(first.out.split('\n')[0]).toBe(`Genie spaces of ${new URL(bench.workspace.url).host}`);
    const again = await run({ space: 'quality', out });
    expect(again.text).toMatch(/: 0 files written to .*, \d\d unchanged$/);
    const wrong = await bench.run('genie-export', ['--frob']);
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringMatching(/^Unknown option '--frob'/)]);
  });

  it('overwrites no file that differs, unless it is told to', async () => {
    const { out } = await run({ space: 'cost' });
    const path = 'questions/cost/spend_by_day.sql';
    writeFileSync(join(out, path), 'mine');
    const refused = await run({ space: 'cost', out });
    expect([refused.isDone, textOf(out, path)]).toEqual([false, 'mine']);
    expect(refused.text).toContain(
      `Nothing was written: ${out} has other files of these names.\n  ${path}\n`,
    );
    const forced = await run({ space: 'cost', out, force: true });
    expect([forced.isDone, textOf(out, path)]).toEqual([true, sourceOf(path)]);
  });

  it('says which space there is not', async () => {
    await expect(run({ space: '0'.repeat(32) })).rejects.toThrow(/Space does not exist/);
    const mine = await bench.create({ version: 2 }, { title: 'None of ours' });
    const { out } = await run({ space: mine });
    expect(filesIn(out)).toEqual(['space.json']);
  });
});

describe('an exported example query', () => {
  const id = itemId('sql/questions/security/broad_grants.sql');
  const path = 'questions/security/broad_grants.sql';

  it('of ours that was edited has its new words in its file', async () => {
    const spaceId = await bench.spaceOf('security');
    const before = await bench.read(spaceId);
    const item = example(before.content, id);
    if (item === undefined) throw new Error('the question is gone');
    const sql = ['select 1 as grantee\n', 'from system.access.audit'];
    const edited = { ...item, question: ['Who: may all?'], sql };
    await bench.save(spaceId, (content) => withExample(content, edited));
    const { out } = await run({ space: 'security' });
    const source = sourceOf(path);
    const text = textOf(out, path);
    expect(text.split('---*/\n')[1]).toBe('select 1 as grantee\nfrom system.access.audit\n');
    expect(text).toContain('question: "Who: may all?"\n');
    expect(text).toContain(source.match(/^meaning:.*$/m)?.[0]);
    const rest = JSON.parse(textOf(out, 'space.json')) as { space: Content };
    expect(rest.space.instructions.example_question_sqls.map((one) => one.id)).toEqual([id]);
  });

  it("of an owner's becomes a file that is refused until its header is completed", async () => {
    const spaceId = await bench.spaceOf('unified');
    const mine = {
      id: foreignId(1),
      question: ['Which teams */ cost "most"?'],
      sql: ['select team\n', 'from main.sales.teams where day >= :since limit cast(:n as int)'],
      parameters: [
        { name: 'since', type_hint: 'DATE' },
        {
          name: 'n',
          type_hint: 'INTEGER',
          default_value: { values: ['5'] },
          description: ['How many'],
        },
      ],
    };
    await bench.save(spaceId, (content) => withExample(content, mine));
    const { out } = await run({ space: 'unified' });
    const name = 'questions/unified/which_teams_cost_most.sql';
    expect(existsSync(join(out, name))).toBe(true);
    const text = textOf(out, name);
    expect(text.split('---*/\n')[1]).toBe(`${mine.sql.join('')}\n`);
    const { definitions } = loadCatalogue();
    const read = () => readQuestion(name, text, definitions);
    expect(read).toThrow(/scope: /);
    expect(read).toThrow(/parameters\.since\.role: /);
    const completed = text
      .replace('columns: {}', 'columns: {team: {type: STRING, is: key}}')
      .replaceAll(/role: TO BE COMPLETED/g, 'role: threshold')
      .replace('default: TO BE COMPLETED', 'default: today-7d')
      .replace('scope: TO BE COMPLETED', 'scope: account');
    expect(readQuestion(name, completed, definitions)).toMatchObject({
      question: 'Which teams * / cost "most"?',
      parameters: { n: { type: 'INT', default: 5, says: 'How many' } },
    });
  });

  it('of a space of nobody we know lies unsorted', async () => {
    const content = {
      version: 2,
      instructions: {
        example_question_sqls: [1, 2].map((n) => ({
          id: foreignId(n),
          question: ['../../Etc?'],
          sql: ['select 1'],
        })),
      },
    };
    const { out } = await run({ space: await bench.create(content) });
    expect(filesIn(out).toSorted()).toEqual([
      'questions/unsorted/etc.sql',
      'questions/unsorted/etc_2.sql',
      'space.json',
    ]);
  });
});
