import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withTimeZone } from '../../../../language/zones.ts';
import { localSpaces } from '../../../../local/workspace/genie/spaces.ts';
import { createWorkspace, type Workspace } from '../../../../local/workspace/workspace.ts';
import { sharedCache } from '../../data/cache.ts';
import { at, createClient } from '../client.ts';

let workspace: Workspace;

beforeAll(async () => {
  workspace = await createWorkspace({
    cacheDir: await sharedCache(),
    nowMs: Date.parse('2026-11-18T00:00:00Z'),
    days: 30,
    answerMs: 50,
  });
  await workspace.ready;
});
afterAll(() => workspace?.close());

/** The time windows of the queries for a question and for its follow-up. */
async function windows(domain: 'reliability' | 'cost', questions: readonly string[]) {
  const client = createClient(workspace);
  const { spaceId } = localSpaces[domain];
  const [first = '', ...rest] = questions;
  let path = await client.start(spaceId, first);
  const found = [await windowOf(path)];
  for (const content of rest) {
    const conversation = path.replace(/\/messages\/.*$/, '');
    const { body } = await client.post(`${conversation}/messages`, { content });
    path = `${conversation}/messages/${String(body['message_id'] ?? body['id'])}`;
    found.push(await windowOf(path));
  }
  return found;
}

async function windowOf(path: string): Promise<readonly string[]> {
  const { message } = await createClient(workspace).follow(path);
  const parameters = at(message, 'attachments', 0, 'query', 'parameters');
  const values = (parameters as { keyword: string; value: string }[])
    .filter(({ keyword }) => /^(from|to)_/.test(keyword))
    .map(({ value }) => value);
  return values;
}

const yesterday = (timeZone: string) => withTimeZone('Which jobs failed yesterday?', timeZone);

describe('"yesterday"', () => {
  it('has another time window in another time zone', async () => {
    expect(await windows('reliability', [yesterday('UTC')])).toEqual([
      ['2026-11-17T00:00:00.000Z', '2026-11-18T00:00:00.000Z'],
    ]);
    expect(await windows('reliability', [yesterday('America/New_York')])).toEqual([
      ['2026-11-16T05:00:00.000Z', '2026-11-17T05:00:00.000Z'],
    ]);
  });

  it('keeps its time zone in a follow-up', async () => {
    const before = withTimeZone('and the day before?', 'America/New_York');
    expect(await windows('reliability', [yesterday('America/New_York'), before])).toEqual([
      ['2026-11-16T05:00:00.000Z', '2026-11-17T05:00:00.000Z'],
      ['2026-11-15T05:00:00.000Z', '2026-11-16T05:00:00.000Z'],
    ]);
  });

  it('is one whole UTC day when the data has only dates', async () => {
    const question = 'How much did we spend per day yesterday?';
    const inUtc = await windows('cost', [question]);
    const inNewYork = await windows('cost', [withTimeZone(question, 'America/New_York')]);
    expect(inUtc).toEqual([['2026-11-17', '2026-11-18']]);
    expect(inNewYork).toEqual([['2026-11-16', '2026-11-17']]);
  });
});
