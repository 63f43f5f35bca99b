import type { QuestionParameter } from './catalogue.ts';

const dayMs = 86_400_000;

/** The default value of a parameter; `now-7d` and `today` become an instant and a date. Pure. */
export function defaultValue(parameter: QuestionParameter, nowMs: number): string {
  const relative = String(parameter.default).match(/^(now|today)(?:-(\d+)([hd]))?$/);
  if (relative === null || !['DATE', 'TIMESTAMP'].includes(parameter.type))
    return String(parameter.default);
  const back = Number(relative[2] ?? 0) * (relative[3] === 'h' ? dayMs / 24 : dayMs);
  const base = relative[1] === 'today' ? Math.floor(nowMs / dayMs) * dayMs : nowMs;
  return instantFor(parameter, base - back);
}

/** An instant as a parameter takes it: a date, or ISO-8601 UTC. Pure. */
export function instantFor({ type }: Pick<QuestionParameter, 'type'>, ms: number): string {
  const iso = new Date(ms).toISOString();
  return type === 'DATE' ? iso.slice(0, 10) : iso;
}
