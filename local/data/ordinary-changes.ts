import { users } from './estate.ts';
import { dayMs, daysOf, hourMs, isWeekend, randomFor, type World } from './world.ts';

/** One of the changes that people make on any day and that harm nothing; `draw` is at least 0, below 1. */
export type OrdinaryChange = { readonly atMs: number; readonly by: string; readonly draw: number };

/** How often an object is changed on a working day: about once in five weeks. */
const perDay = 0.04;

/**
 * The ordinary changes of one object, oldest first; they depend on the seed and the object alone. Every
 * kind of change that an incident makes happens here too, so that a change by itself proves nothing.
 *
 * @param kind `edit`, `start` or any other word: changes of one kind are independent of those of another.
 */
export function ordinaryChanges(world: World, kind: string, ...object: readonly string[]) {
  return daysOf(world).flatMap((dayStart): OrdinaryChange[] => {
    const random = randomFor(world, 'ordinary', kind, ...object, dayStart);
    const isMade = !isWeekend(dayStart) && random.chance(perDay);
    const by = random.pick(users);
    const atMs = dayStart + random.between(8, 16) * hourMs + random.between(0, hourMs - 1);
    return isMade && atMs < world.nowMs - dayMs / 24 ? [{ atMs, by, draw: random.next() }] : [];
  });
}

/** One of a few values, chosen by the draw of a change. Pure. */
export const drawn = <T>(items: readonly [T, ...T[]], { draw }: OrdinaryChange): T =>
  items[Math.floor(draw * items.length)] ?? items[0];
