import { AppError } from '../../../domain/errors.ts';
import type { Genie, GenieMessage, GenieResult } from '../../../domain/genie.ts';
import type { LegRef } from '../../../domain/worker-ports.ts';
import type { Random } from '../../../local/data/random.ts';
import type { EventQueue } from './event-queue.ts';
import type { Faults } from './plan.ts';
import type { Worker } from './workers.ts';

type Ending = 'rows' | 'none' | 'declines' | 'asks' | 'breaks' | 'fails' | 'cancelled' | 'gone';

type Message = {
  readonly messageId: string;
  readonly conversationId: string;
  readonly content: string;
  readonly arrivedMs: number;
  readonly runsMs: number;
  readonly endsMs: number;
  readonly ending: Ending;
  executed: boolean;
};

/** A question that reached Genie, and the leg that sent it, which Genie does not know. */
export type Post = {
  readonly leg: LegRef;
  readonly content: string;
  readonly sentMs: number;
  readonly atMs: number;
  readonly isTaken: boolean;
};

export type GenieModel = {
  /** Genie as a leg on a worker reaches it. */
  readonly reachedBy: (worker: Worker, leg: LegRef) => Genie;
  readonly posts: readonly Post[];
};

type World = {
  readonly queue: EventQueue;
  readonly random: Random;
  readonly faults: Faults;
  readonly hasFaults: () => boolean;
  readonly isStorm: () => boolean;
  readonly onPost: (post: Post) => void;
};

const refusal = (status: number, code: 'upstream.rejected' | 'auth.denied' | 'upstream.limited') =>
  new AppError(code, `Genie replied ${status}.`, {
    unknownEffect: false,
    upstreamStatus: status,
    ...(code === 'upstream.limited' ? { retryAfterMs: 5_000 } : {}),
  });

const lost = (): AppError =>
  new AppError('upstream.down', 'The reply did not come.', { unknownEffect: true });

/** Genie's lists show a question at the latest so long after it was taken, milliseconds. */
const listedAfterMs = 1_500;

const endings: readonly [Ending, ...Ending[]] = [
  ...(['rows', 'rows', 'rows', 'rows', 'rows', 'rows', 'rows', 'rows', 'rows', 'none'] as const),
  ...(['rows', 'rows', 'rows', 'rows', 'none'] as const),
  ...(['declines', 'asks', 'asks', 'breaks', 'breaks', 'fails', 'cancelled', 'gone'] as const),
];

/** A Genie that takes questions, works on them, loses replies and refuses. */
export function createGenie(world: World): GenieModel {
  const { queue, random, faults } = world;
  const messages = new Map<string, Message>();
  const posts: Post[] = [];
  const isRunning = (conversationId: string): boolean =>
    [...messages.values()].some(
      (one) => one.conversationId === conversationId && one.endsMs > queue.now(),
    );

  const take = (conversation: string | null, content: string): Message => {
    const n = messages.size + 1;
    const askingMs = random.lognormal(8_000, 0.8);
    const coldMs = random.chance(0.1) ? 8_000 : 0;
    const arrivedMs = queue.now();
    const message: Message = {
      messageId: `m${n}`,
      conversationId: conversation ?? `c${n}`,
      content,
      arrivedMs,
      runsMs: arrivedMs + askingMs,
      endsMs: arrivedMs + askingMs + coldMs + random.between(300, 4_000),
      ending: random.pick(endings),
      executed: false,
    };
    messages.set(message.messageId, message);
    return message;
  };

  /** What arrives at Genie, and what the sender gets of it. */
  const arrive = (
    leg: LegRef,
    sentMs: number,
    question: { conversationId: string | null; content: string },
  ): (() => { conversationId: string; messageId: string }) => {
    const { conversationId, content } = question;
    const fails = world.hasFaults() && random.chance(faults.ofAsk);
    const busy = conversationId !== null && isRunning(conversationId);
    const fault = fails
      ? random.pick(['lostBefore', 'lostAfter', 'lostAfter', 'limited', 'denied'])
      : null;
    const isLimited = world.isStorm() || fault === 'limited';
    const isRefused = isLimited || busy || fault === 'denied';
    const isTaken = !isRefused && fault !== 'lostBefore';
    const post = { leg, content, sentMs, atMs: queue.now(), isTaken };
    posts.push(post);
    world.onPost(post);
    const message = isTaken ? take(conversationId, content) : null;
    return () => {
      if (isLimited) throw refusal(429, 'upstream.limited');
      if (fault === 'denied' && random.chance(0.2)) throw refusal(403, 'auth.denied');
      if (isRefused) throw refusal(409, 'upstream.rejected');
      if (message === null || fault === 'lostAfter') throw lost();
      return { conversationId: message.conversationId, messageId: message.messageId };
    };
  };

  const send = (
    worker: Worker,
    leg: LegRef,
    question: { conversationId: string | null; content: string },
  ): Promise<{ conversationId: string; messageId: string }> =>
    new Promise((resolve, reject) => {
      const sentMs = queue.now();
      const isSlow = world.hasFaults() && random.chance(faults.slow);
      queue.after(isSlow ? random.between(1_000, 9_500) : random.between(50, 700), () => {
        const reply = arrive(leg, sentMs, question);
        worker.deliver(() => {
          try {
            resolve(reply());
          } catch (error) {
            reject(error as Error);
          }
        });
      });
    });

  const get = <Value>(worker: Worker, read: () => Value): Promise<Value> =>
    new Promise((resolve, reject) => {
      if (!worker.isAlive) return;
      const fails = world.hasFaults() && random.chance(faults.ofPoll);
      const isSlow = world.hasFaults() && random.chance(faults.slow);
      queue.after(isSlow ? random.between(500, 8_000) : random.between(20, 200), () =>
        worker.deliver(() => {
          if (fails) reject(new AppError('upstream.down', 'Genie did not answer.'));
          else resolve(read());
        }),
      );
    });

  const messageOf = (messageId: string): Message => {
    const message = messages.get(messageId);
    if (message === undefined) throw new Error(`no message ${messageId}`);
    return message;
  };
  const skewed = (ms: number): number => ms + faults.genieSkewMs;

  const reachedBy: GenieModel['reachedBy'] = (worker, leg) => ({
    workspace: 'simulated',
    ask: async ({ conversationId, content }, mayStillSend) =>
      (await mayStillSend()) ? send(worker, leg, { conversationId, content }) : null,
    message: ({ messageId }) => get(worker, () => viewOf(messageOf(messageId), queue.now())),
    messages: ({ conversationId }) =>
      get(worker, () =>
        [...messages.values()]
          .filter((one) => one.conversationId === conversationId && isListed(one))
          .map(({ messageId, content, arrivedMs }) => ({
            messageId,
            content,
            createdAtMs: skewed(arrivedMs),
          })),
      ),
    conversationsSince: (_, sinceMs) =>
      get(worker, () => [
        ...new Set(
          [...messages.values()]
            .filter((one) => skewed(one.arrivedMs) >= sinceMs && isListed(one))
            .map(({ conversationId }) => conversationId),
        ),
      ]),
    result: ({ messageId }, how) => get(worker, () => resultOf(messageOf(messageId), how)),
    urlOf: ({ conversationId }) => `https://genie/${conversationId}`,
    ping: () => Promise.resolve(),
    caller: () => get(worker, () => ({ name: 'service', kind: 'service' }) as never),
  });
  const isListed = ({ arrivedMs }: Message): boolean => arrivedMs + listedAfterMs <= queue.now();
  return { reachedBy, posts };
}

function viewOf(message: Message, nowMs: number): GenieMessage {
  const open = { answeredInMs: null, query: null, text: null, asksBack: false, error: null };
  if (nowMs < message.runsMs) return { ...open, status: 'ASKING_AI' };
  if (nowMs < message.endsMs) {
    const isCold = message.endsMs - message.runsMs > 8_000;
    return { ...open, status: isCold ? 'PENDING_WAREHOUSE' : 'EXECUTING_QUERY' };
  }
  return { ...open, answeredInMs: message.endsMs - message.arrivedMs, ...endOf(message) };
}

function endOf({ ending, messageId }: Message): Partial<GenieMessage> & { status: string } {
  switch (ending) {
    case 'declines':
      return { status: 'COMPLETED', text: 'I cannot tell.' };
    case 'asks':
      return { status: 'COMPLETED', text: `Which one, of ${messageId}?`, asksBack: true };
    case 'breaks':
      return { status: 'FAILED', error: { type: 'SQL_EXECUTION_EXCEPTION', message: 'bad SQL' } };
    case 'fails':
      return { status: 'FAILED', error: { type: 'UNKNOWN', message: 'no luck' } };
    case 'cancelled':
      return { status: 'CANCELLED' };
    case 'rows':
    case 'none':
    case 'gone': {
      const query = {
        attachmentId: `a-${messageId}`,
        title: `Table ${messageId}`,
        sql: 'select 1',
      };
      const status = ending === 'gone' ? 'QUERY_RESULT_EXPIRED' : 'COMPLETED';
      return { status, query: { ...query, parameters: [], statementId: null } };
    }
  }
}

function resultOf(message: Message, how: 'read' | 'execute'): GenieResult {
  if (how === 'execute') message.executed = true;
  if (message.ending === 'gone' && !message.executed) return { state: 'gone' };
  const rows = message.ending === 'none' ? [] : [['1']];
  const columns = [{ name: 'total', type: 'BIGINT' }];
  const table = { columns, rows, rowCount: rows.length, truncated: false, statementId: null };
  return { state: 'ready', table };
}
