import type { QuietHours } from '../domain/watch.ts';
import { wallClock } from './wall-clock.ts';

const dayMs = 86_400_000;

const minutesOf = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
};

/**
 * Tells whether an instant is in hours in which nobody is told, by the wall clock of a zone.
 *
 * Pure.
 *
 * @param atMs Epoch milliseconds.
 */
export function isQuiet(hours: QuietHours | null, timeZone: string, atMs: number): boolean {
  if (hours === null) return false;
  const now = Math.floor((wallClock(atMs, timeZone) % dayMs) / 60_000);
  const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)];
  return from < to ? now >= from && now < to : now >= from || now < to;
}
