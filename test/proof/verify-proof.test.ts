import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { composeByRule } from '../../answers/compose.ts';
import { checkClaims } from '../../claims/check-claims.ts';
import { createMarkers } from '../../domain/citations.ts';
import type { Cell, Evidence } from '../../domain/evidence.ts';
import { evidenceFile } from '../../proof/format.ts';
import { evidenceOf } from '../claims/labelled.ts';
import type { Case } from '../claims/labelled.ts';
import { aTable, random, shapeOf } from '../claims/made.ts';
import { anEvidence } from '../support/evidence.ts';
import { anExplanation } from '../support/explanation.ts';
import { root } from '../support/sources.ts';
import { bundleOf, findingsIn, forged, withCell } from './bundle.ts';

const cases = readFileSync(join(root, 'eval/datasets/claims.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case)
  .filter((one) => one.true)
  .map((one) => ({ kind: one.kind, ...evidenceOf(one) }))
  .filter(({ markdown, citations, evidence }) => {
    const claims = checkClaims(markdown, citations, [evidence]);
    return claims.length > 0 && claims.every(({ verdict }) => verdict !== 'unsupported');
  });
const kinds = [...new Set(cases.map(({ kind }) => kind))];

const another = (cell: Cell): Cell =>
  typeof cell === 'number' ? cell * 3 + 7 : /^\d{4}-/.test(String(cell)) ? '1999-01-02' : 'nobody';

const jobs = anEvidence({
  columns: [
    { name: 'job_name', type: 'STRING', is: 'key', unit: null },
    { name: 'list_cost_usd', type: 'DECIMAL(20,6)', is: 'measure', unit: 'USD' },
    { name: 'failed_runs', type: 'BIGINT', is: 'measure', unit: 'runs' },
    { name: 'last_failed_at', type: 'TIMESTAMP', is: 'time', unit: null },
  ],
  rows: [
    ['load_orders', 120, 9, '2026-11-17T04:00:00.000Z'],
    ['sum_sales', 40, 3, '2026-11-16T05:00:00.000Z'],
    ['mail_report', 20, 0, null],
  ],
  rowCount: 3,
});
const days = anEvidence({
  columns: [
    { name: 'usage_date', type: 'DATE', is: 'key', unit: null },
    { name: 'list_cost_usd', type: 'DECIMAL(20,6)', is: 'measure', unit: 'USD' },
  ],
  rows: [
    ['2026-11-15', 100],
    ['2026-11-16', 150],
  ],
  rowCount: 2,
});

type Place = readonly [row: number, column: number];

/** A sentence in which `{row,column}` is the marker of a cell of a table. */
function said(table: Evidence, sentence: string) {
  const markers = createMarkers();
  const markdown = sentence.replaceAll(/\{(\d),(\d)\}/g, (_, row: string, column: string) =>
    markers.cell(table, Number(row), Number(column)),
  );
  return { markdown, citations: markers.citations(), evidence: [table] };
}

describe('a bundle', () => {
  it('of every kind of claim fits, and a changed cell that it cites breaks one of its claims', async () => {
    expect(kinds.length).toBeGreaterThan(14);
    for (const kind of kinds) {
      const one = cases.find((each) => each.kind === kind);
      if (one === undefined) throw new Error(kind);
      const { markdown, citations, evidence } = one;
      const bytes = await bundleOf({ markdown, citations, evidence: [evidence] });
      expect(findingsIn(bytes), kind).toEqual([]);
      const told = checkClaims(markdown, citations, [evidence]).map(({ text }) => text);
      for (const { row, columnIndex, value } of citations) {
        const place: Place = [row ?? 0, columnIndex ?? 0];
        const found = findingsIn(withCell(bytes, evidence, place, another(value)));
        expect(found.map(({ file }) => file)).toContain(evidenceFile(evidence.id));
        expect(
          found.filter(({ claim }) => told.includes(claim ?? '')),
          kind,
        ).not.toEqual([]);
      }
    }
  });

  it.each<[kind: string, table: Evidence, sentence: string, claim: RegExp, Place, Cell]>([
    ['number', jobs, '`load_orders` {0,0} cost 120 USD {0,1}.', /^120$/, [0, 1], 130],
    ['sum', jobs, 'All jobs cost 180 USD {0,1}{1,1}{2,1}.', /^180$/, [2, 1], 30],
    [
      'difference',
      jobs,
      '`load_orders` {0,0} cost 80 USD {0,1}{1,1} more than `sum_sales` {1,0}.',
      /^80$/,
      [1, 1],
      41,
    ],
    [
      'share',
      jobs,
      '`sum_sales` {1,0} is 22.2 % of the cost {0,1}{1,1}{2,1}.',
      /22\.2/,
      [0, 1],
      300,
    ],
    [
      'date',
      jobs,
      '`sum_sales` {1,0} last failed on 16 November 2026 {1,3}.',
      /16 November/,
      [1, 3],
      '2026-11-12T05:00:00.000Z',
    ],
    [
      'name',
      jobs,
      'The job `mail_report` {2,0} cost 20 USD {2,1}.',
      /mail_report/,
      [2, 0],
      'mail_invoice',
    ],
    [
      'count',
      jobs,
      '3 jobs cost money: `load_orders` {0,0}, `sum_sales` {1,0}, `mail_report` {2,0}.',
      /./,
      [2, 0],
      'another',
    ],
    [
      'rank',
      jobs,
      '`load_orders` {0,0} cost the most: 120 USD {0,1}.',
      /most|cost the most|load_orders/,
      [2, 1],
      500,
    ],
    ['direction', days, 'Spend rose from 100 USD {0,1} to 150 USD {1,1}.', /./, [1, 1], 90],
    [
      'percentage',
      days,
      'List cost rose by 50 % from 15 November 2026 {0,1} to 16 November 2026 {1,1}.',
      /50 %/,
      [0, 1],
      120,
    ],
  ])(
    'in which a %s hangs on a cell fails where the cell is changed, though its citation follows',
    async (_, table, sentence, claim, place, value) => {
      const told = said(table, sentence);
      const bytes = await bundleOf(told);
      const claims = checkClaims(told.markdown, told.citations, [table]);
      expect(claims.filter(({ verdict }) => verdict === 'unsupported')).toEqual([]);
      expect(findingsIn(bytes)).toEqual([]);
      const found = findingsIn(withCell(bytes, table, place, value, true));
      expect(found.length).toBeGreaterThan(0);
      expect(found.map((one) => one.claim ?? '')).toContainEqual(expect.stringMatching(claim));
      expect(new Set(found.map(({ file }) => file))).toEqual(new Set([evidenceFile(table.id)]));
    },
  );

  it('of answers by rule fits', async () => {
    const chance = random(5);
    for (let n = 0; n < 40; n += 1) {
      const { evidence } = aTable(shapeOf(chance), chance);
      const lane = { domain: 'cost' as const, question: '', outcome: 'answered' as const };
      const lanes = [{ ...lane, detail: null, evidence: [evidence] }];
      const question = chance.of(['Which?', 'How much?', 'Did it rise?']);
      const { markdown, citations } = composeByRule({ question, lanes, wordsOf: () => null });
      expect(findingsIn(await bundleOf({ markdown, citations, evidence: [evidence] }))).toEqual([]);
    }
  });

  it('is checked without what is said before and behind the text, and without marks', async () => {
    const { markdown, citations, evidence } = said(
      jobs,
      '`load_orders` {0,0} cost 120 USD {0,1}.\n\nIt cost 999 USD {0,1}.',
    );
    const caveats = ['Prices are those of 2024.', 'The 7 runs of `x_y` were left out.', 'No 12.'];
    const [, second, third] = caveats;
    const marked = markdown.replace(/(999 USD \S+)\.$/, '$1. *(not supported by the data)*');
    const whole = `**${second} ${third}**\n\n${marked}\n\n## Caveats\n\n${caveats.map((one) => `- ${one}`).join('\n')}\n`;
    const over = { markdown: whole, caveats };
    const bytes = await bundleOf({ markdown, citations, evidence, over });
    expect(checkClaims(markdown, citations, evidence).map(({ verdict }) => verdict)).toContain(
      'unsupported',
    );
    expect(findingsIn(bytes)).toEqual([]);
  });

  it('fails where a claim, a number of the text, or what a marker cites was changed', async () => {
    const bytes = await bundleOf(said(jobs, '`load_orders` {0,0} cost 120 USD {0,1}.'));
    type Content = {
      id: string;
      answer: { markdown: string; claims: { verdict: string }[]; citations: { row: number }[] };
    };
    const change = (edit: (content: Content) => void) =>
      findingsIn(forged(bytes, 'answer.json', edit)).map(
        ({ claim, problem }) => `${claim} ${problem}`,
      );
    const edits: readonly [(content: Content) => void, RegExp][] = [
      [({ answer }) => void answer.claims.pop(), /120 the text claims it/],
      [
        ({ answer }) => answer.claims.forEach((one) => (one.verdict = 'derived')),
        /120 is told as derived/,
      ],
      [
        ({ answer }) => (answer.markdown = answer.markdown.replace('120', '140')),
        /140 the text claims it \(unsupported\)/,
      ],
      [
        ({ answer }) => answer.citations.forEach((one) => (one.row = 1)),
        /120 \[cost:2\] cites list_cost_usd of row 1/,
      ],
      [
        ({ answer }) => answer.citations.forEach((one) => (one.row = 9)),
        /cites row 9, which is not there/,
      ],
      [({ answer }) => void answer.citations.pop(), /120 USD \[cost:2] cites nothing/],
      [(content) => (content.id = 'inv_other'), /another investigation/],
    ];
    for (const [edit, problem] of edits)
      expect(change(edit)).toContainEqual(expect.stringMatching(problem));
  });

  it('fails at a cell that only the explanation cites', async () => {
    const markers = createMarkers();
    const series = {
      ...days,
      id: jobs.id,
      source: { kind: 'computed', from: [], rule: 'r', fetchedAt: '' },
    } as const;
    const line = `Spend rose to 150 USD ${markers.cell(series, 1, 1)}.`;
    const bytes = await bundleOf({
      markdown: 'Nothing.',
      citations: [],
      evidence: [series],
      explanation: anExplanation({ lines: [line], citations: markers.citations() }),
    });
    expect(findingsIn(bytes)).toEqual([]);
    expect(findingsIn(withCell(bytes, series, [1, 1], 151))).toMatchObject([
      { file: evidenceFile(series.id), claim: 'Spend rose to 150 USD' },
    ]);
  });
});
