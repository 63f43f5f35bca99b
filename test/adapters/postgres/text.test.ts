import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '../../../adapters/postgres/pool.ts';
import { investigationId, sessionId } from '../../../domain/ids.ts';
import { storable } from '../../../domain/text.ts';
import { anExplanation } from '../../support/explanation.ts';
import { root } from '../../support/sources.ts';
import {
  aResult,
  anAnswer,
  anEvidence,
  hex,
  intend,
  legOf,
  openBench,
  someNeeds,
} from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** Any sequence of UTF-16 units, often with the two kinds that PostgreSQL refuses. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom('\0', '\ud83d', '\ude00', '😀', '\\u0000', '\\ud83d', '"', '\\', "'"),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

const runs = { numRuns: 60 };

const genieOf = (text: string) => ({
  spaceId: text,
  conversationId: text,
  messageId: text,
  url: text,
});

describe('any text that reaches the database', () => {
  it('as a parameter, in a list and in JSON comes back as it can be stored', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const [row] = await query(
          bench.pool,
          'select $1::text as plain, $2::text[] as list, $3::jsonb as json',
          [text, [text, text], { [`k${text}`]: [text, { deep: text }] }],
        );
        const s = storable(text);
        expect(row).toEqual({
          plain: s,
          list: [s, s],
          json: { [`k${s}`]: [s, { deep: s }] },
        });
      }),
      runs,
    );
  });

  it('admits a question and finds it again', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const ref = { id: investigationId(hex()), owner: `${hex()} ${text}` };
        const investigation = {
          ...ref,
          sessionId: sessionId(hex()),
          mode: 'standard' as const,
          question: text,
          visibility: 'private' as const,
          domains: null,
          closedDomains: [],
          budgetSeconds: 120,
          createdAtMs: Date.now(),
          bodyHash: text,
        };
        const estimate = { seconds: 120, waitSeconds: 0, reason: text };
        const plan = { deadlineAtMs: Date.now() + 120_000, estimate };
        await bench.store.admit(investigation, someNeeds, () => plan);
        const row = await bench.store.find(ref);
        const s = storable(text);
        expect(row).toMatchObject({ question: s, bodyHash: s, estimate: { reason: s } });
        const filter = {
          sessionId: null,
          status: null,
          domain: null,
          limit: 2,
          cursor: null,
          text,
        };
        expect((await bench.store.list(ref.owner, filter)).rows).toHaveLength(1);
        expect((await bench.log({ ...ref, owner: storable(ref.owner) }))[0]).toMatchObject({
          question: s,
        });
      }),
      runs,
    );
  });

  it('goes through a lane: its question, events, ledger, conversation and evidence', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const s = storable(text);
        const spaceId = `space ${text}`;
        const ref = await bench.investigate({
          domains: ['cost', 'quality'],
          question: text,
          spaceIds: { cost: spaceId },
        });
        const leg = legOf(ref);
        expect(await bench.work.takeLane(leg)).toMatchObject({ question: s });
        const messageId = `${hex()} ${text}`;
        const ids = { spaceId, conversationId: text, messageId, url: text, slot: null };
        await bench.work.laneEvent(leg, {
          key: `lane.progress:${text}`,
          type: 'lane.progress',
          payload: { domain: 'cost', round: 1, status: text, genie: genieOf(text) },
        });
        const { ledger } = bench.work;
        await intend(bench.work, leg, { spaceId, question: text });
        await ledger.asked(leg, ids);
        expect(await ledger.read(leg)).toMatchObject({
          question: s,
          conversationId: s,
          messageId: storable(ids.messageId),
        });
        expect(await ledger.known([ids.messageId])).toEqual([storable(ids.messageId)]);
        await ledger.left(leg, { ended: true, genieMs: 1 });
        const next = { ...leg, ask: 2 };
        await bench.work.takeLane(next);
        expect((await intend(bench.work, next, { spaceId })).conversationId).toBe(s);
        expect(await ledger.read(next)).toMatchObject({ continuedConversationId: s });
        const evidence = anEvidence({ title: text, sql: text, rows: [[text, '1']] });
        await bench.work.finishLane(
          leg,
          aResult({ detail: text, evidence: [evidence], genie: genieOf(text) }),
        );
        expect((await bench.work.evidence(ref))[0]).toEqual({
          ...evidence,
          title: s,
          sql: s,
          rows: [[s, '1']],
        });
        await bench.work.settleLanes(
          ref,
          1,
          [{ domain: 'quality', outcome: 'failed', detail: text }],
          [{ domain: 'quality', ask: 1, question: text }],
        );
        const lanes = await bench.work.lanes(ref, 1);
        expect(lanes.map(({ detail }) => detail)).toEqual([s, s]);
        const log = await bench.log(ref);
        expect(log.find(({ type }) => type === 'evidence.added')).toMatchObject({ title: s });
        expect(log.find(({ type }) => type === 'lane.waiting')).toMatchObject({ question: s });
        expect(log.find(({ type }) => type === 'lane.progress')).toMatchObject({ status: s });
      }),
      runs,
    );
  });

  it('goes through the answer, a steer, the end and the memory of the session', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const s = storable(text);
        const session = sessionId(hex());
        const ref = await bench.investigate({ domains: ['cost'], question: text, session });
        await bench.work.recordSteer(ref, {
          updateId: `update ${text}`,
          action: {
            action: 'answer',
            domain: 'cost',
            text,
            questionId: 'cost:1:1',
          },
          mostSeconds: { standard: 600, deep: 600 },
        });
        await bench.work.appendAnswer(ref, [
          { key: 'answer.started:1:1', type: 'answer.started', payload: { pass: 1, attempt: 1 } },
          { key: 'answer.delta:1:1:1', type: 'answer.delta', payload: { attempt: 1, text } },
          {
            key: 'answer.finished:1:1',
            type: 'answer.finished',
            payload: { answer: anAnswer(text), usage: {} },
          },
        ]);
        expect((await bench.work.answerState(ref)).finished?.markdown).toBe(s);
        await bench.work.checks.end(ref, {
          key: text,
          question: text,
          ending: { kind: 'failed', reason: text },
        });
        expect(await bench.work.checks.ended(ref, text)).toEqual({ kind: 'failed', reason: s });
        await bench.work.checks.explain(ref, anExplanation({ lines: [text] }));
        expect((await bench.work.checks.explanation(ref))?.lines).toEqual([s]);
        await bench.work.remember(ref, 24);
        const next = await bench.investigate({ session });
        expect((await bench.work.history(next)).messages.map(({ content }) => content)).toEqual([
          s,
          s,
        ]);
        await bench.work.conclude(ref, {
          status: 'cancelled',
          openLanes: { outcome: 'failed', detail: text },
          failure: { code: 'bug', message: text },
        });
        const log = await bench.log(ref);
        expect(log.find(({ type }) => type === 'steered')).toMatchObject({ action: { text: s } });
        expect(log.find(({ type }) => type === 'answer.delta')).toMatchObject({ text: s });
        expect(log.at(-1)).toMatchObject({ failure: { message: s } });
      }),
      runs,
    );
  });

  it('is turned into JSON in one place only', () => {
    const folder = join(root, 'adapters/postgres');
    // The manifest of a backup is a file.
    const others = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (file) =>
        file.endsWith('.ts') &&
        !['parameters.ts', join('backup', 'back-up.ts')].includes(file) &&
        readFileSync(join(folder, file), 'utf8').includes('JSON.stringify'),
    );
    expect(others).toEqual([]);
  });
});
