import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeColumn, toCell } from '../../domain/cells.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { followUpsOf } from '../../domain/follow-ups.ts';
import { localSpaces } from '../../local/workspace/genie/spaces.ts';
import { createWorkspace } from '../../local/workspace/workspace.ts';
import type { Workspace } from '../../local/workspace/workspace.ts';
import { loadCatalogue, matchCertified } from '../../sql/catalogue.ts';
import { createCertify } from '../../worker/certify.ts';
import { sharedCache } from '../local/data/cache.ts';
import { at, createClient } from '../local/workspace/client.ts';
import { anEvidence } from '../support/evidence.ts';
import { createAsker, month, week } from './asker.ts';
import type { Asker } from './asker.ts';

const catalogue = loadCatalogue();
const certify = createCertify(catalogue);

let workspace: Workspace;
let asker: Asker;
beforeAll(async () => {
  const nowMs = Date.parse('2026-11-18T00:00:00Z');
  const options = { nowMs, days: 30, genieQpm: 10_000, answerMs: 1 };
  workspace = await createWorkspace({ cacheDir: await sharedCache(), ...options });
  await workspace.ready;
  asker = await createAsker(1);
}, 60_000);
afterAll(async () => {
  asker.close();
  await workspace.close();
});

/** The table that a certified question gives on the local data. */
async function tableOf(question: (typeof catalogue.questions)[number]): Promise<Evidence> {
  let { rows } = await asker.ask(question.id, week);
  for (const wider of [month, {}])
    if (rows.length === 0) ({ rows } = await asker.ask(question.id, wider));
  const columns = Object.entries(question.columns).map(([name, { type }]) => ({
    name,
    type,
    ...describeColumn(name, type),
  }));
  return anEvidence({
    domain: question.domain,
    sql: question.sql,
    certified: question.id,
    columns,
    rows: rows.map((row) => columns.map(({ name, type }) => toCell(row[name] ?? null, type))),
  });
}

/** What Genie answers a question with: its certified question and the values that were filled in. */
async function askGenie(domain: keyof typeof localSpaces, content: string) {
  const client = createClient(workspace);
  const path = await client.start(localSpaces[domain].spaceId, content);
  const { message } = await client.follow(path);
  const query = at(message, 'attachments', 0, 'query');
  const parameters = (at(query, 'parameters') ?? []) as { keyword: string; value: string }[];
  return {
    id: matchCertified(catalogue, String(at(query, 'query')))?.id ?? null,
    values: Object.fromEntries(parameters.map(({ keyword, value }) => [keyword, value])),
  };
}

describe('a follow-up question', () => {
  const withNext = catalogue.questions.filter(({ next }) => next.length > 0);

  test.each(withNext.map(({ id }) => id))('of %s is answered by Genie', async (id) => {
    const question = withNext.find((one) => one.id === id);
    if (question === undefined) throw new Error(`no question ${id}`);
    const table = await tableOf(question);
    const next = certify(question.sql)?.next ?? [];
    const followUps = followUpsOf([table], () => next);
    expect(followUps.length).toBeGreaterThanOrEqual(Math.min(3, next.length));
    for (const followUp of followUps) {
      const step = next.find((one) => followUpsOf([table], () => [one])[0] === followUp);
      const { id: ask = '', parameters = [] } = step ?? {};
      const [domain] = ask.split('/') as [keyof typeof localSpaces];
      // A question of its own: it names what it is about.
      expect(followUp).not.toMatch(/\b(?:one|this) (?:job|table|user)\b/);
      const answer = await askGenie(domain, followUp);
      expect({ followUp, answeredBy: answer.id }).toEqual({ followUp, answeredBy: ask });
      const roles = parameters.map(({ role }) => role);
      const target = catalogue.questions.find((one) => one.id === ask)?.parameters ?? {};
      const unfilled = Object.entries(target).filter(
        ([name, { role }]) => roles.includes(role) && answer.values[name] === 'ALL',
      );
      expect({ followUp, unfilled }).toEqual({ followUp, unfilled: [] });
    }
  });
});
