/** Creating a formatter costs more than the rest of a search, so one per zone is kept. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const made = formatters.get(timeZone);
  if (made !== undefined) return made;
  const part = 'numeric';
  const parts = {
    year: part,
    month: part,
    day: part,
    hour: part,
    minute: part,
    second: part,
  } as const;
  const formatter = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...parts });
  formatters.set(timeZone, formatter);
  return formatter;
}

/** The wall-clock time of a zone at an instant, as epoch milliseconds of the same time in UTC. */
export function wallClock(ms: number, timeZone: string): number {
  if (timeZone === 'UTC') return Math.floor(ms / 1000) * 1000;
  const parts = formatterOf(timeZone).formatToParts(ms);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
}

/** The instant of a wall-clock time; computed twice, because the first guess may have another offset. */
export function fromWall(wallMs: number, timeZone: string): number {
  const guess = wallMs - (wallClock(wallMs, timeZone) - wallMs);
  return guess - (wallClock(guess, timeZone) - wallMs);
}
