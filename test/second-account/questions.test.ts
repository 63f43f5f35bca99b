import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeTables } from '../../local/data/build.ts';
import { openEngine, type SqlEngine } from '../../local/workspace/sql/engine.ts';
import { type CertifiedQuestion, loadCatalogue } from '../../sql/catalogue.ts';
import { accountRows } from './account.ts';
import { answerOf, differences, nullsIn } from './compare.ts';
import { days, type Expectation, times, type Window } from './expected/ask.ts';
import { expectations } from './expected/expectations.ts';
import { type Answer, nowMs, t } from './tell.ts';
import { prod, workspaceName } from './workspaces.ts';

const { questions } = loadCatalogue();

/** Nothing has happened yet. */
const longAgo: Window = [t('09-01'), t('09-02')];

/** The account as it is when only one workspace has rows. */
const oneWorkspace = new Map(
  [...accountRows].map(([table, rows]) => [
    table,
    rows.filter((row) => [undefined, prod].includes(row['workspace_id'] as string | undefined)),
  ]),
);

/** A month, the parts of a week, each day and the score are told of an account without a row too. */
const alwaysAnswered = [
  'cost/month_end',
  'cost/spend_forecast',
  'cost/weekend_spend',
  'unified/daily_signals',
  'unified/health_score',
];

describe('the second account', () => {
  let folder: string;
  const engines = new Map<string, SqlEngine>();
  const engine = (name: string): SqlEngine => {
    const found = engines.get(name);
    if (found === undefined) throw new Error(`no engine ${name}`);
    return found;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'health-monitor-second-'));
    const accounts = { whole: accountRows, oneWorkspace, empty: new Map() };
    for (const [name, rows] of Object.entries(accounts)) {
      const file = join(folder, `${name}.duckdb`);
      await writeTables(file, rows, () => {});
      engines.set(name, await openEngine(file));
    }
  });

  afterAll(async () => {
    for (const one of engines.values()) one.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('expects an answer of each certified question, and of no other', () => {
    expect(Object.keys(expectations).toSorted()).toEqual(questions.map(({ id }) => id));
    const empty = Object.entries(expectations).filter(([, all]) =>
      all.every(({ rows }) => rows.length === 0),
    );
    expect(empty.map(([id]) => id)).toEqual([]);
  });

  test.each(questions.map((question) => [question.id, question] as const))(
    '%s answers what follows from the account',
    async (id, question) => {
      for (const { with: values, rows } of expectations[id] ?? []) {
        const answer = await answerOf(engine('whole'), question, values, nowMs);
        expect(differences(question, answer, rows), JSON.stringify(values)).toEqual([]);
        expect(nullsIn(question, answer), JSON.stringify(values)).toEqual([]);
      }
    },
  );

  test.each(questions.filter(({ parameters }) => 'workspace' in parameters).map(({ id }) => id))(
    '%s is narrowed to a workspace by its name and by its id',
    async (id) => {
      const question = questions.find((one) => one.id === id);
      const [first] = expectations[id] ?? [];
      if (question === undefined || first === undefined) throw new Error(`${id} is not expected`);
      const ask = (workspace: string) =>
        answerOf(engine('whole'), question, { ...first.with, workspace }, nowMs);
      const [all, byId] = [await ask('ALL'), await ask(prod)];
      expect(await ask(workspaceName(prod) ?? '')).toEqual(byId);
      if ('workspace_id' in question.columns)
        expect(byId).toEqual(all.filter((row) => row['workspace_id'] === prod));
    },
  );

  const otherThanAny: Readonly<Record<string, Expectation['with']>> = {
    'window.from.DATE': days(longAgo),
    'window.from.TIMESTAMP': times(longAgo),
  };

  test.each(questions.map((question) => [question.id, question] as const))(
    '%s is narrowed by its window and by each filter',
    async (id, question) => {
      const [first] = expectations[id] ?? [];
      const ask = (values: Expectation['with']) =>
        answerOf(engine('whole'), question, { ...first?.with, ...values }, nowMs);
      const all = await ask({});
      for (const [name, { type, role, default: usual }] of Object.entries(question.parameters)) {
        const other = usual === 'ALL' ? { [name]: 'no such' } : otherThanAny[`${role}.${type}`];
        if (other !== undefined) expect(await ask(other), name).not.toEqual(all);
      }
    },
  );

  const allOf = async (name: string) => {
    const answers: [CertifiedQuestion, Answer[]][] = [];
    for (const question of questions)
      for (const { with: values } of expectations[question.id] ?? [])
        answers.push([question, await answerOf(engine(name), question, values, nowMs)]);
    return answers;
  };

  test('an account without a row has no answers but of what is always one', async () => {
    const answers = await allOf('empty');
    const answered = answers.filter(([, rows]) => rows.length > 0);
    expect(answered.map(([{ id }]) => id)).toEqual(alwaysAnswered);
    expect(answers.flatMap(([question, rows]) => nullsIn(question, rows))).toEqual([]);
  });

  test('an account of one workspace has answers of that one', async () => {
    const answers = await allOf('oneWorkspace');
    const workspaces = answers.flatMap(([, rows]) =>
      rows.map((row) => row['workspace_id'] ?? prod),
    );
    expect(new Set(workspaces)).toEqual(new Set([prod]));
    expect(answers.flatMap(([question, rows]) => nullsIn(question, rows))).toEqual([]);
  });
});
