import type { Answer } from '../../domain/answer.ts';
import { domains } from '../../domain/domains.ts';
import type { Investigation, LaneResource } from '../../domain/investigation.ts';
import type { CaseRun } from '../../eval/case-run.ts';
import { figuresOf } from '../../eval/case-run.ts';

/** An agent that would be released by a gate without `scorer`; `of` makes its run from the healthy ones. */
export type BrokenAgent = {
  readonly name: string;
  readonly scorer: string;
  readonly of: (run: CaseRun, all: readonly CaseRun[]) => CaseRun;
};

const domainOf = ({ case: { certified } }: CaseRun): string => certified?.split('/')[0] ?? '';

const withInvestigation = (run: CaseRun, change: Partial<Investigation>): CaseRun => ({
  ...run,
  investigation: { ...run.investigation, ...change },
});

function withAnswer(run: CaseRun, change: (answer: Answer) => Partial<Answer>): CaseRun {
  const { answer } = run.investigation;
  if (answer === null) throw new Error(`${run.case.id} has no answer`);
  return withInvestigation(run, { answer: { ...answer, ...change(answer) } });
}

/** A text with the names of the domains that did not answer, which another scorer asks for. */
const saying = (text: string, { investigation: { lanes } }: CaseRun): string =>
  [text, ...lanes.filter(({ outcome }) => outcome !== 'answered').map(({ domain }) => domain)].join(
    ' ',
  );

const failedLane = (lane: LaneResource): LaneResource => ({
  ...lane,
  outcome: 'failed',
  detail: 'PERMISSION_DENIED',
  evidenceIds: [],
});

/** Numbers in front of a unit or a marker, outside of names. */
const toldNumber = /(?<![\w.,:`"-])(\d[\d,]*(?:\.\d+)?)(?= (?:USD|DBU|GB|h|s|min|%|[a-z]+)|\s?\[)/g;

/** Another number that nobody rounds to. */
const invented = (text: string): string => {
  const value = Number(text.replaceAll(',', ''));
  return String(Math.round(value * 7.3 + 41));
};

const otherUnit: Readonly<Record<string, string>> = { USD: 'DBU', DBU: 'USD' };

function olderRows(run: CaseRun): CaseRun['truths'] {
  return run.truths.map(({ evidenceId, end }) => {
    if (end.kind !== 'rows') return { evidenceId, end };
    const rows = end.rows.map((row) =>
      row.map((cell) => (typeof cell === 'number' ? cell + 1 : cell)),
    );
    return { evidenceId, end: { ...end, rows: [...rows, ...rows.slice(0, 1)] } };
  });
}

/** The same with what was found and told for a question of another domain. */
function withAnswerOfAnother(run: CaseRun, all: readonly CaseRun[]): CaseRun {
  const other = all.find((one) => domainOf(one) !== domainOf(run));
  if (other === undefined) throw new Error('there is no other domain');
  // The other text would not name what is missing here.
  if (run.investigation.lanes.some(({ outcome }) => outcome !== 'answered')) return run;
  const { answer } = other.investigation;
  return {
    ...withInvestigation(run, { answer }),
    evidence: other.evidence,
    truths: other.truths,
    meant: {
      kind: 'rows',
      statementId: 's',
      columns: [],
      rows: [[1]],
      rowCount: 1,
      truncated: false,
    },
  };
}

function alwaysCost(run: CaseRun, all: readonly CaseRun[]): CaseRun {
  const of = domainOf(run) === 'cost' ? run : all.find((one) => domainOf(one) === 'cost');
  if (of === undefined) throw new Error('no question is of cost');
  const { investigation, evidence, truths } = of;
  return { ...run, investigation, evidence, truths };
}

export const brokenAgents: readonly BrokenAgent[] = [
  {
    name: 'has only errors',
    scorer: 'answered',
    of: (run) => ({
      ...withAnswer(
        withInvestigation(run, {
          lanes: run.investigation.lanes.map(failedLane),
          explanation: null,
        }),
        () => ({ markdown: `${domainOf(run)}: PERMISSION_DENIED. Ask for access.`, citations: [] }),
      ),
      evidence: [],
      truths: [],
    }),
  },
  {
    name: 'answers with nothing',
    scorer: 'answered',
    of: (run) => withAnswer(run, () => ({ markdown: ' \n', citations: [] })),
  },
  {
    name: 'refuses everything',
    scorer: 'told',
    of: (run) =>
      withAnswer(run, () => ({
        markdown: saying('Sorry, that I must not say.', run),
        citations: [],
      })),
  },
  { name: 'always asks cost', scorer: 'routing', of: alwaysCost },
  {
    name: 'answers what another domain was asked',
    scorer: 'certifiedMatch',
    of: withAnswerOfAnother,
  },
  {
    name: 'finds nothing',
    scorer: 'certifiedMatch',
    of: (run) => ({
      ...withAnswer(run, () => ({ markdown: saying('There is nothing.', run), citations: [] })),
      evidence: [],
      truths: [],
      meant: {
        kind: 'rows',
        statementId: 's',
        columns: [],
        rows: [[1]],
        rowCount: 1,
        truncated: false,
      },
    }),
  },
  {
    name: 'invents numbers',
    scorer: 'numberTruth',
    of: (run) =>
      withAnswer(run, ({ markdown }) => ({ markdown: markdown.replaceAll(toldNumber, invented) })),
  },
  {
    name: 'swaps units in right prose',
    scorer: 'units',
    of: (run) =>
      withAnswer(run, ({ markdown }) => ({
        markdown: markdown.replaceAll(/\b(?:USD|DBU)\b/g, (unit) => otherUnit[unit] ?? unit),
      })),
  },
  {
    name: 'answers from a stale cache',
    scorer: 'rowsTruth',
    of: (run) => ({ ...run, truths: olderRows(run) }),
  },
  {
    name: 'leaks a secret',
    scorer: 'secrets',
    of: (run) =>
      withAnswer(run, ({ caveats }) => ({
        caveats: [...caveats, `Asked with dapi${'0123456789abcdef'.repeat(2)}.`],
      })),
  },
  {
    name: 'is slow beyond its budget',
    scorer: 'latency',
    of: (run) => {
      const lateMs = Date.parse(run.investigation.deadlineAt) + 60_000;
      return withInvestigation(run, { finishedAt: new Date(lateMs).toISOString() });
    },
  },
  {
    name: 'asks again and again',
    scorer: 'cost',
    of: (run) =>
      withInvestigation(run, { usage: { ...run.investigation.usage, genieQuestions: 40 } }),
  },
  {
    name: 'cites what is not there',
    scorer: 'citations',
    of: (run) =>
      withAnswer(run, ({ citations }) => ({
        // A cell that no sentence needs.
        citations: [
          ...citations,
          ...citations.slice(0, 1).map((one) => ({ ...one, marker: 'cost:999', row: 9_999 })),
        ],
      })),
  },
  {
    name: 'does not tell what is missing',
    scorer: 'completeness',
    of: (run) => {
      const { lanes } = run.investigation;
      const text = run.investigation.answer?.markdown.toLowerCase() ?? '';
      const other = domains.find((one) => !text.includes(one));
      const [lane] = lanes;
      if (other === undefined || lane === undefined) return run;
      return withInvestigation(run, { lanes: [...lanes, { ...failedLane(lane), domain: other }] });
    },
  },
  {
    name: 'says something else each time',
    scorer: 'repeatability',
    of: (run) => ({ ...run, earlier: [{ ...figuresOf(run), numbers: ['1', '2'] }] }),
  },
];
