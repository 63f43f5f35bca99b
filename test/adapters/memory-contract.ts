import { expect, it, vi } from 'vitest';
import { preferenceKeys } from '../../domain/preferences.ts';
import type { PreferenceKey, PreferenceValue } from '../../domain/preferences.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { MemoryStore } from '../../domain/memory-port.ts';
import type { WorkStore } from '../../domain/worker-ports.ts';

/** A store of memory under test, and what a service does to it. */
export type MemoryUnderTest = {
  readonly memory: MemoryStore;
  /** Asks in a session of an owner; a session is made when none is named. */
  readonly asked: (
    owner: string,
    question: string,
    session?: string,
  ) => Promise<InvestigationRef & { readonly session: string }>;
  /** Saves question and answer, readable for so many hours. */
  readonly saved: (ref: InvestigationRef, answer: string, ttlHours: number) => Promise<void>;
  readonly work: Pick<WorkStore, 'summaries' | 'history' | 'conclude'>;
};

const texts = [
  ['quotes', `it's a "quoted" \`name\` – “so”`],
  ['Unicode of several planes', 'Größe 表 𝔘𝔫𝔦 👩‍👩‍👧‍👦 é'],
  ['a right-to-left text', 'مرحبا שלום'],
  ['line breaks and tabs', 'one\ntwo\r\n\tthree'],
  ['backslashes and a dollar', String.raw`C:\temp\new $1 \u0041 %s`],
  ['what looks like SQL', `'; drop table messages; --`],
  ['what looks like a marker of a parameter', ':owner ? $2 {{x}}'],
  ['what looks like JSON', '{"a": null, "b": [1, 2]}'],
  ['the word NULL', 'NULL'],
  ['only spaces inside', 'a      b'],
  ['a long text', 'word '.repeat(20_000)],
  ['combining characters', 'Z̴̡̈́a̷l̸g̵o̶'],
] as const;

const values: readonly (readonly [PreferenceKey, PreferenceValue])[] = [
  ['role', 'manager'],
  ['preferredWorkspace', 'Größe (EU) #1'],
  ['preferredWarehouse', 'bi-main'],
  ['preferredCluster', 'etl large'],
  ['costThresholdUsd', 123_456_789.12],
  ['costThresholdUsd', 0],
  ['costThresholdUsd', 1e12],
  ['latencyThresholdSeconds', 0.001],
  ['slaThresholdPercent', 99.999],
  ['freshnessThresholdHours', 6],
  ['criticalJobs', ['nightly_etl', 'größe', 'a.b/c']],
  ['criticalTables', ['prod.sales.orders']],
  ['complianceFramework', 'SOC 2'],
  ['timeZone', 'Europe/Berlin'],
];

let owners = 0;
export const newOwner = (): string => `owner-${(owners += 1)}`;

/** What every store of memory must do. */
export function memoryContract(open: () => MemoryUnderTest): void {
  const messagesOf = async (owner: string, session: string): Promise<readonly string[]> =>
    (await open().memory.known(owner, session))?.history.messages.map(({ content }) => content) ??
    [];

  it.each(texts)('keeps %s as they are', async (_, text) => {
    const { asked, saved } = open();
    const owner = newOwner();
    const ref = await asked(owner, text);
    await saved(ref, `answer: ${text}`, 1);
    expect(await messagesOf(owner, ref.session)).toEqual([text, `answer: ${text}`]);
  });

  it.each(values)(
    'keeps the preference %s = %j exactly, with no words of a question',
    async (key, value) => {
      const { memory } = open();
      const owner = newOwner();
      await memory.setPreferences(owner, { [key]: value });
      expect(await memory.preferences(owner)).toEqual([
        {
          key,
          value,
          source: { investigationId: null, said: null, at: expect.stringMatching(/^\d{4}-.*Z$/) },
        },
      ]);
    },
  );

  it.each(preferenceKeys)('changes and forgets %s without touching the others', async (key) => {
    const { memory } = open();
    const owner = newOwner();
    const [, value] = values.find(([one]) => one === key) ?? [key, 'x'];
    const other = key === 'role' ? ({ timeZone: 'UTC' } as const) : ({ role: 'analyst' } as const);
    await memory.setPreferences(owner, { ...other, [key]: value });
    await memory.setPreferences(owner, { [key]: null });
    expect((await memory.preferences(owner)).map((one) => one.key)).toEqual(Object.keys(other));
    await memory.setPreferences(owner, { [key]: null });
    expect(await memory.preferences(owner)).toHaveLength(1);
  });

  it('keeps all of 200 that are saved at once, each once', async () => {
    const { asked, saved } = open();
    const owner = newOwner();
    const first = await asked(owner, 'q0');
    const rest = await Promise.all(
      Array.from({ length: 199 }, (_, n) => asked(owner, `q${n + 1}`, first.session)),
    );
    await Promise.all([first, ...rest].map((ref, n) => saved(ref, `a${n}`, 1)));
    const session = await open().memory.session(owner, first.session);
    expect(session?.messages).toHaveLength(400);
    const contents = new Set(session?.messages.map(({ content }) => content));
    expect(contents.size).toBe(400);
    expect(session?.investigations).toBe(200);
  });

  it('changes nothing when saving is repeated, as after a crash before the acknowledgement', async () => {
    const { asked, saved, memory } = open();
    const owner = newOwner();
    const ref = await asked(owner, 'q');
    await saved(ref, 'a', 1);
    const before = await memory.session(owner, ref.session);
    await Promise.all([saved(ref, 'a', 1), saved(ref, 'a', 5)]);
    expect(await memory.session(owner, ref.session)).toEqual(before);
  });

  it('has nothing after its time, by every read', async () => {
    const { asked, saved, memory } = open();
    const owner = newOwner();
    const ref = await asked(owner, 'q');
    await saved(ref, 'a', 0);
    expect(await messagesOf(owner, ref.session)).toEqual([]);
    expect(await memory.session(owner, ref.session)).toMatchObject({
      contextUntil: null,
      messages: [],
    });
    const exported = await memory.export(owner);
    expect(exported.messages).toEqual([]);
    expect(exported.sessions).toMatchObject([{ contextUntil: null }]);
  });

  it('has the newest ten messages and the beginnings of the questions before them', async () => {
    const { asked, saved, memory } = open();
    const owner = newOwner();
    const first = await asked(owner, 'question 0');
    await saved(first, 'answer 0', 1);
    for (let n = 1; n < 8; n += 1) {
      await saved(await asked(owner, `question ${n}`, first.session), `answer ${n}`, 1);
    }
    const known = await memory.known(owner, first.session);
    expect(known?.history.messages.map(({ content }) => content)).toEqual(
      [3, 4, 5, 6, 7].flatMap((n) => [`question ${n}`, `answer ${n}`]),
    );
    expect(known?.history.earlier).toContain('“question 0”');
    expect(known?.history.earlier).toContain('“question 2”');
  });

  it('knows no session and no preference of another owner', async () => {
    const { asked, saved, memory } = open();
    const [ann, bob] = [newOwner(), newOwner()];
    const ref = await asked(ann, 'q');
    await saved(ref, 'a', 1);
    await memory.setPreferences(ann, { role: 'manager' });
    expect(await memory.known(bob, ref.session)).toBeNull();
    expect(await memory.session(bob, ref.session)).toBeNull();
    expect(await memory.preferences(bob)).toEqual([]);
    expect((await memory.sessions(bob, { limit: 9, after: null })).rows).toEqual([]);
  });

  it.each([1, 2, 3, 5, 9])('lists nine sessions newest first in pages of %i', async (limit) => {
    const { asked, memory } = open();
    const owner = newOwner();
    const made: string[] = [];
    for (let n = 0; n < 9; n += 1) made.unshift((await asked(owner, `q${n}`)).session);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await memory.sessions(owner, { limit, after });
      expect(page.rows.length).toBeLessThanOrEqual(limit);
      seen.push(...page.rows.map(({ id }) => id));
      after = page.nextCursor;
    } while (after !== null);
    expect(seen).toEqual(made);
  });

  it('has a message until the millisecond in which it expires', async () => {
    const { asked, saved, memory } = open();
    const owner = newOwner();
    const ref = await asked(owner, 'q');
    await saved(ref, 'a', 1 / 3_600);
    const kept = (await memory.session(owner, ref.session))?.messages ?? [];
    expect(kept).toHaveLength(2);
    const until = Math.max(...kept.map(({ expiresAt }) => Date.parse(expiresAt)));
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(until), {
      timeout: 5_000,
      interval: 1,
    });
    expect((await memory.session(owner, ref.session))?.messages).toEqual([]);
    expect(await messagesOf(owner, ref.session)).toEqual([]);
  });

  it('has two questions at once in the order in which they were asked', async () => {
    const { asked, saved } = open();
    const owner = newOwner();
    const first = await asked(owner, 'first');
    const second = await asked(owner, 'second', first.session);
    await saved(second, 'to the second', 1);
    await saved(first, 'to the first', 1);
    expect(await messagesOf(owner, first.session)).toEqual([
      'first',
      'to the first',
      'second',
      'to the second',
    ]);
  });

  it.each([2, 20, 100])('ends with one of %i values of a preference set at once', async (count) => {
    const { memory } = open();
    const owner = newOwner();
    await Promise.all(
      Array.from({ length: count }, (_, n) =>
        memory.setPreferences(owner, { costThresholdUsd: n, preferredWorkspace: `w${n}` }),
      ),
    );
    const kept = await memory.preferences(owner);
    const [threshold, workspace] = kept.map(({ value }) => value);
    // Set together, they stay together.
    expect(workspace).toBe(`w${String(threshold)}`);
    expect(kept).toHaveLength(2);
  });

  it('sets nothing when nothing is named', async () => {
    const { memory } = open();
    const owner = newOwner();
    await memory.setPreferences(owner, {});
    expect(await memory.preferences(owner)).toEqual([]);
  });

  it.each(['known', 'session', 'deleteSession', 'deleteInsight'] as const)(
    '%s of an id that nobody has finds nothing',
    async (method) => {
      const { memory } = open();
      const found = memory[method](newOwner(), `ses_${'0'.repeat(32)}`);
      if (method === 'deleteSession')
        await expect(found).rejects.toMatchObject({ code: 'input.not_found' });
      else expect([null, false]).toContain(await found);
    },
  );

  it('refuses to delete a session with an open question, and to forget its owner', async () => {
    const { asked, memory } = open();
    const owner = newOwner();
    const { session } = await asked(owner, 'open');
    const conflict = { code: 'input.conflict' };
    await expect(memory.deleteSession(owner, session)).rejects.toMatchObject(conflict);
    await expect(memory.forget(owner)).rejects.toMatchObject(conflict);
    expect(await memory.session(owner, session)).toMatchObject({ investigations: 1 });
  });

  it('forgets an owner who has nothing but preferences, and nobody else', async () => {
    const { memory } = open();
    const [owner, other] = [newOwner(), newOwner()];
    await memory.setPreferences(owner, { role: 'manager' });
    await memory.setPreferences(other, { role: 'analyst' });
    expect(await memory.forget(owner)).toBe(0);
    expect(await memory.preferences(owner)).toEqual([]);
    expect(await memory.preferences(other)).toHaveLength(1);
  });

  it('without a session knows only preferences', async () => {
    const { memory } = open();
    const owner = newOwner();
    await memory.setPreferences(owner, { role: 'engineer' });
    expect(await memory.known(owner, null)).toMatchObject({
      history: { messages: [] },
      preferences: [{ key: 'role', value: 'engineer' }],
    });
  });
}
