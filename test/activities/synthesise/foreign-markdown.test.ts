import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createModelServer } from '../../support/model-server.ts';
import { jobs, openAnswerBench } from './answer-bench.ts';
import type { AnswerBench } from './answer-bench.ts';

let world: AnswerBench;
beforeAll(async () => {
  world = await openAnswerBench();
});
afterAll(() => world[Symbol.asyncDispose]());

const hostile =
  '![x](http://evil.example/p)\n\n# Hi <img src=x> [y](http://evil.example) [cost:1] | ` \u202Eb';

/** Markdown that loads, runs or leads somewhere, or turns the direction of a line. */
const live = /(?<!\\)!\[|(?<!\\)\]\(|(?<!\\)<[a-z/!]|\p{Bidi_Control}|(?<![`\w])https?:/u;

const withoutCode = (markdown: string): string => markdown.replaceAll(/(?<!\\)`[^`\n]*`/g, '');

describe('Markdown in what Genie sends', () => {
  it('shows as text: in titles, names of columns, cells, parameters and reasons', async () => {
    const table = jobs('cost', {
      title: hostile,
      columns: [
        { name: hostile, type: 'STRING', is: 'label', unit: null },
        { name: `cost ${hostile}`, type: 'DECIMAL(38,6)', is: 'measure', unit: 'USD' },
        { name: `note ${hostile}`, type: 'STRING', is: 'time', unit: null },
      ],
      rows: [
        [hostile, '12.500000', hostile],
        ['ingest', '7.250000', hostile],
      ],
      parameters: [{ name: 'job', value: hostile }],
      certified: null,
    });
    const ref = await world.investigated({ cost: table, quality: ['failed', hostile] });
    await world.write(world.depsWith(null), ref);
    const { markdown, caveats } = await world.answerOf(ref);
    expect(await world.shown(ref)).toBe(markdown);
    for (const text of [markdown, ...caveats]) expect(withoutCode(text)).not.toMatch(live);
    expect(markdown.match(/^#+ .*$/gm)).toEqual(['## Cost', '## Caveats']);
    expect(markdown).toContain('\\[cost:1\\]');
    // Ours stands behind the amount only.
    expect(markdown.match(/.{4}\[cost:1\]/g)?.filter((one) => !one.startsWith('USD'))).toEqual([]);
  });
});

describe('Markdown that a model writes', () => {
  it('is cleaned before it is shown and stored', async () => {
    await using model = await createModelServer({
      pieces: [
        'Jobs [cost:1] cost ![x](http',
        '://evil.example/?q=1) <im',
        'g src=x> and [y](http://evil',
        '.example).',
      ],
    });
    const ref = await world.investigated({ cost: jobs('cost') });
    await world.write(world.depsWith(model.url), ref);
    const { markdown, degraded } = await world.answerOf(ref);
    expect(degraded).toEqual([]);
    expect(await world.shown(ref)).toBe(markdown);
    expect(withoutCode(markdown)).not.toMatch(live);
    expect(markdown).toContain('Jobs [cost:1] cost \\!');
  });

  it('may link to the documentation', async () => {
    const link = '`etl` [cost:1] is in [the docs](https://docs.databricks.com/sql).';
    await using model = await createModelServer({ pieces: [link] });
    const ref = await world.investigated({ cost: jobs('cost') });
    await world.write(world.depsWith(model.url), ref);
    expect((await world.answerOf(ref)).markdown).toContain(link);
  });
});
