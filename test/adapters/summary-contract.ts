import { expect, it, vi } from 'vitest';
import { cancelledConclusion } from '../../domain/conclusion.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { SummaryDue } from '../../domain/summary-port.ts';
import { newOwner } from './memory-contract.ts';
import type { MemoryUnderTest } from './memory-contract.ts';

type Turn = InvestigationRef & { readonly session: string };

const usage = { modelCalls: 1, inputTokens: 100, outputTokens: 20 };
const made = (text: string | null) => ({ text, usage });

/** What every store of memory does with the summaries that models make of sessions. */
export function summaryContract(open: () => MemoryUnderTest): void {
  const turn = async (owner: string, n: number, session?: string, hours = 1): Promise<Turn> => {
    const { asked, saved } = open();
    const ref = await asked(owner, `question ${n}`, session);
    await saved(ref, `answer ${n}`, hours);
    return ref;
  };
  const turns = async (owner: string, count: number, hours = 1): Promise<readonly Turn[]> => {
    const first = await turn(owner, 0, undefined, hours);
    const made = [first];
    for (let n = 1; n < count; n += 1) made.push(await turn(owner, n, first.session, hours));
    return made;
  };
  const dueOf = async (ref: InvestigationRef | undefined): Promise<SummaryDue> => {
    const due = ref && (await open().work.summaries.due(ref));
    if (!due) throw new Error('nothing is due');
    return due;
  };
  /** A session of so many turns with a summary after its last one. */
  const summedUp = async (owner: string, count: number, text: string, hours = 1) => {
    const all = await turns(owner, count, hours);
    const last = all.at(-1) ?? (await turn(owner, 0));
    const due = await dueOf(last);
    await open().work.summaries.save(last, due, made(text));
    return { last, due, session: last.session };
  };
  const known = async (owner: string, session: string) =>
    (await open().memory.known(owner, session))?.history;

  it('has nothing to sum up while all messages are shown', async () => {
    const [, , , , last] = await turns(newOwner(), 5);
    expect(last && (await open().work.summaries.due(last))).toBeNull();
  });

  it('sums up the messages before the last ten', async () => {
    const all = await turns(newOwner(), 7);
    expect(await dueOf(all.at(-1))).toMatchObject({
      before: null,
      messages: [0, 1].flatMap((n) => [
        { role: 'user', content: `question ${n}` },
        { role: 'assistant', content: `answer ${n}` },
      ]),
    });
  });

  it('tells the summary in place of the questions that it has, and code tells those after it', async () => {
    const owner = newOwner();
    const { session } = await summedUp(owner, 7, 'A model’s words.');
    expect(await known(owner, session)).toMatchObject({ earlier: 'A model’s words.' });
    await turn(owner, 7, session);
    const { messages, earlier } = (await known(owner, session)) ?? { messages: [] };
    expect(messages).toHaveLength(10);
    expect(earlier).toBe('A model’s words. Asked before in this session: “question 2”.');
  });

  it('is what a run reads, too', async () => {
    const owner = newOwner();
    const { session } = await summedUp(owner, 6, 'Summed up.');
    const next = await open().asked(owner, 'next', session);
    expect(await open().work.history(next)).toMatchObject({ earlier: 'Summed up.' });
  });

  it('goes on from the summary before', async () => {
    const owner = newOwner();
    const { session } = await summedUp(owner, 6, 'First summary.');
    const next = await turn(owner, 6, session);
    const due = await dueOf(next);
    expect(due.before).toBe('First summary.');
    expect(due.messages.map(({ content }) => content)).toEqual(['question 1', 'answer 1']);
    await open().work.summaries.save(next, due, made('Second summary.'));
    expect((await known(owner, session))?.earlier).toBe('Second summary.');
  });

  it('is no history of a question that was asked before what it tells', async () => {
    const owner = newOwner();
    const all = await turns(owner, 6);
    const early = await open().asked(owner, 'early', all[0]?.session);
    for (let n = 6; n < 12; n += 1) await turn(owner, n, early.session);
    const last = await turn(owner, 12, early.session);
    await open().work.summaries.save(last, await dueOf(last), made('Later words.'));
    expect((await open().work.history(early)).earlier).not.toContain('Later words.');
    expect((await known(owner, early.session))?.earlier).toContain('Later words.');
  });

  it('is saved once, as after a crash between saving and its acknowledgement', async () => {
    const owner = newOwner();
    const { session, last, due } = await summedUp(owner, 6, 'Once.');
    expect(await open().work.summaries.due(last)).toBeNull();
    await Promise.all(
      ['Twice.', 'Again.'].map((text) => open().work.summaries.save(last, due, made(text))),
    );
    expect((await known(owner, session))?.earlier).toBe('Once.');
    expect((await open().memory.export(owner)).summaries).toHaveLength(1);
  });

  it('is one of those that are saved at once', async () => {
    const owner = newOwner();
    const last = (await turns(owner, 6)).at(-1);
    if (!last) throw new Error('no turn');
    const due = await dueOf(last);
    const texts = ['a', 'b', 'c', 'd'];
    await Promise.all(texts.map((text) => open().work.summaries.save(last, due, made(text))));
    const { summaries } = await open().memory.export(owner);
    expect(summaries).toHaveLength(1);
    expect(texts).toContain(summaries[0]?.text);
  });

  it('is not asked for again where the model gave none, and code’s line stays', async () => {
    const owner = newOwner();
    const last = (await turns(owner, 6)).at(-1);
    if (!last) throw new Error('no turn');
    await open().work.summaries.save(last, await dueOf(last), made(null));
    expect(await open().work.summaries.due(last)).toBeNull();
    expect((await known(owner, last.session))?.earlier).toContain('“question 0”');
    expect((await open().memory.export(owner)).summaries).toEqual([]);
  });

  it('keeps quotes, Unicode and what looks like SQL as they are', async () => {
    const owner = newOwner();
    const text = `it's "so" – 表 𝔘 👩‍👩‍👧‍👦 :owner $1 '; drop table messages; -- \\u0041`;
    const { session } = await summedUp(owner, 6, text);
    expect((await known(owner, session))?.earlier).toBe(text);
    expect((await open().memory.session(owner, session))?.summary?.text).toBe(text);
  });

  it('expires with the first message that went into it, and no read has it then', async () => {
    const owner = newOwner();
    const first = await turn(owner, 0, undefined, 0.5);
    for (let n = 1; n < 5; n += 1) await turn(owner, n, first.session);
    const last = await turn(owner, 5, first.session);
    const due = await dueOf(last);
    const [message] = (await open().memory.session(owner, first.session))?.messages ?? [];
    expect(Number(due.expiresUs.slice(0, -3))).toBe(Date.parse(message?.expiresAt ?? ''));
    const soonUs = `${Date.now() + 600}000`;
    await open().work.summaries.save(last, { ...due, expiresUs: soonUs }, made('Soon gone.'));
    const read = async () => ({
      known: (await known(owner, first.session))?.earlier,
      session: (await open().memory.session(owner, first.session))?.summary?.text,
      exported: (await open().memory.export(owner)).summaries.map(({ text }) => text),
    });
    const asked = 'Asked before in this session: “question 0”.';
    await vi.waitFor(
      async () => expect(await read()).toEqual({ known: asked, session: undefined, exported: [] }),
      { timeout: 5_000, interval: 20 },
    );
    expect(await open().work.summaries.due(last)).toBeNull();
  });

  it.each(['deleteSession', 'forget'] as const)('is gone after %s', async (method) => {
    const owner = newOwner();
    const { session, last, due } = await summedUp(owner, 6, 'Nobody’s soon.');
    const all = await open().memory.session(owner, session);
    for (const { id } of all?.asked ?? [])
      await open().work.conclude({ id, owner }, { ...cancelledConclusion, status: 'failed' });
    await (method === 'forget'
      ? open().memory.forget(owner)
      : open().memory.deleteSession(owner, session));
    expect((await open().memory.export(owner)).summaries).toEqual([]);
    // A model that answers only now brings nothing back.
    await open().work.summaries.save(last, due, made('Late.'));
    expect(await open().memory.export(owner)).toMatchObject({ summaries: [], messages: [] });
  });

  it('is another’s for nobody', async () => {
    const owner = newOwner();
    const { last, due } = await summedUp(owner, 6, 'Mine.');
    const asOther = { ...last, owner: newOwner() };
    expect(await open().work.summaries.due(asOther)).toBeNull();
    await open().work.summaries.save(asOther, due, made('Forged.'));
    expect((await open().memory.export(asOther.owner)).summaries).toEqual([]);
    const { summaries } = await open().memory.export(owner);
    expect(summaries.map(({ text }) => text)).toEqual(['Mine.']);
  });
}
