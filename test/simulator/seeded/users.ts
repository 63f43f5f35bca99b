import type { SteerAction } from '../../../domain/events.ts';
import type { Random } from '../../../local/data/random.ts';
import { steerRefusal } from './end-model.ts';
import type { Engine } from './engine.ts';
import type { EventQueue } from './event-queue.ts';
import type { Question, Wish } from './plan.ts';
import { isOpen } from './tables.ts';
import type { Database, Investigation, StoredEvent } from './tables.ts';

type Wished = Exclude<Wish['wish'], 'cancel'>;

type World = {
  readonly db: Database;
  readonly queue: EventQueue;
  readonly random: Random;
  readonly hasFaults: () => boolean;
  readonly engineOf: (row: Investigation) => Engine | undefined;
};

/** The workflow hears of a cancel at the latest when the sweeper repeats it, milliseconds. */
const sweptAfterMs = [10_000, 25_000] as const;

/** A user who waits for an investigation: what was wished comes when its time does. */
export function beginWishes(world: World, row: Investigation, question: Question): void {
  for (const [n, wish] of question.wishes.entries())
    world.queue.after(wish.atMs, () => act(world, row, wish, `wish-${n}`));
}

function act(world: World, row: Investigation, { wish, isRepeated }: Wish, id: string): void {
  if (!isOpen(row)) return;
  if (wish === 'cancel') return cancel(world, row);
  const action = actionOf(world, row, wish);
  if (action !== null) steer(world, row, id, action, isRepeated);
}

/** The row is asked first: it says at once that nobody is to ask Genie any more. */
function cancel({ db, queue, random, hasFaults, engineOf }: World, row: Investigation): void {
  row.cancelRequestedAtMs = db.now();
  const isLost = hasFaults() && random.chance(0.3);
  const afterMs = isLost ? random.between(...sweptAfterMs) : random.between(1, 300);
  queue.after(afterMs, () => engineOf(row)?.requestCancel());
}

function actionOf({ random }: World, row: Investigation, wish: Wished): SteerAction | null {
  const round = Math.max(0, ...[...row.lanes.values()].map((lane) => lane.round));
  const open = [...row.lanes.values()].filter((one) => one.round === round && one.outcome === null);
  const domain = open[random.between(0, open.length)]?.domain;
  switch (wish) {
    case 'skip':
      return domain === undefined ? null : { action: 'skip', domain };
    case 'hint':
      return { action: 'hint', text: `more ${random.between(1, 99)}`, domain };
    case 'extend':
      return { action: 'extend', seconds: random.between(5, 60) };
    case 'answerNow':
      return { action: 'answerNow' };
  }
}

function steer(
  { db, queue, random, engineOf }: World,
  row: Investigation,
  id: string,
  action: SteerAction,
  isRepeated: boolean,
): void {
  const isRouted = row.status === 'running';
  if (!isRouted || row.cancelRequestedAtMs !== null || steerRefusal(db, row, action) !== null)
    return;
  const send = (): void => engineOf(row)?.update(id, action);
  queue.after(random.between(1, 300), send);
  if (isRepeated) queue.after(random.between(1, 6_000), send);
}

/** A user reads that Genie asked back, and may answer, now or too late, and sometimes twice. */
export function readAndAnswer(
  world: World,
  row: Investigation,
  event: StoredEvent,
  { answersShare }: Question,
): void {
  if (event.type !== 'lane.waiting' || event.payload.reason !== 'clarification') return;
  const { random, queue } = world;
  if (!random.chance(answersShare)) return;
  const { domain, questionId } = event.payload;
  const action: SteerAction = { action: 'answer', domain, text: 'The first.', questionId };
  for (let n = random.pick([1, 1, 2]); n > 0; n -= 1)
    queue.after(random.lognormal(4_000, 1), () => {
      if (isOpen(row)) steer(world, row, `answer-${questionId}-${n}`, action, random.chance(0.1));
    });
}
