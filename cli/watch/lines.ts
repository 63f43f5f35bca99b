import { plainText } from '../../domain/plain-text.ts';
import type { Watch, WatchEvent } from '../../domain/watch.ts';

/** A watch as the service shows it. */
export type ShownWatch = Pick<
  Watch,
  'id' | 'state' | 'detail' | 'objects' | 'pausedAt' | 'snoozedUntil' | 'checkedAt'
> & {
  readonly name: string;
  readonly question: { readonly id: string; readonly text: string };
  readonly condition: { readonly text: string };
  readonly schedule: {
    readonly cron: string | null;
    readonly everyMinutes: number | null;
    readonly timeZone: string;
  };
};

const minute = (at: string): string => at.slice(0, 16).replace('T', ' ');

/** How a watch stands, in a few words: what holds it back comes before what it found. Pure. */
export function standing({ state, objects, pausedAt, snoozedUntil, detail }: ShownWatch): string {
  const firing = objects.filter((one) => one.state === 'firing');
  const open = firing.filter(({ acknowledgedAt }) => acknowledgedAt === null).length;
  const words: Readonly<Record<Watch['state'], string>> = {
    new: 'not checked yet',
    ok: 'ok',
    firing: `FIRING: ${firing.length}${open < firing.length ? `, ${open} not acknowledged` : ''}`,
    unknown: `COULD NOT BE EVALUATED: ${plainText(detail?.reason ?? '')}`,
  };
  const paused = pausedAt === null ? '' : 'paused; ';
  const isSnoozed = snoozedUntil !== null && Date.parse(snoozedUntil) > Date.now();
  return `${paused}${isSnoozed ? `snoozed until ${minute(snoozedUntil)}; ` : ''}${words[state]}`;
}

/** One line for each watch. Pure. */
export const watchLines = (watches: readonly ShownWatch[]): readonly string[] =>
  watches.length === 0
    ? ['You watch nothing yet.']
    : watches.map((one) => `${one.id}  ${plainText(one.name)}  ${standing(one)}`);

const valueText = (value: number | null): string =>
  value === null ? 'not in the rows' : String(value);

/** A watch in full: what it asks, how it stands, its objects and newest lines. Pure. */
export function watchPage(
  watch: ShownWatch & { readonly events: readonly WatchEvent[] },
): readonly string[] {
  const { cron, everyMinutes, timeZone } = watch.schedule;
  return [
    `${plainText(watch.name)}  ${watch.id}`,
    `${watch.question.text} (${watch.question.id})`,
    `Until ${watch.condition.text}, ${cron === null ? `every ${everyMinutes} minutes` : `${cron} in ${timeZone}`}`,
    `Now: ${standing(watch)}${watch.checkedAt === null ? '' : `, checked ${minute(watch.checkedAt)}`}`,
    ...(watch.detail === null || watch.detail.remedy === ''
      ? []
      : [`To do: ${plainText(watch.detail.remedy)}`]),
    ...watch.objects.map(
      ({ label, state, value, since }) =>
        `  ${state}  ${plainText(label) || 'all'}: ${valueText(value)}, since ${minute(since)}`,
    ),
    ...watch.events.map(({ at, kind, objects, held, investigationId }) => {
      const about = objects.map(
        ({ label, value }) => `${plainText(label) || 'all'} ${valueText(value)}`,
      );
      const why = held === null ? '' : ` (held: ${held})`;
      const link = investigationId === null ? '' : `  ${investigationId}`;
      return `${minute(at)}  ${kind}${why}${about.length === 0 ? '' : `: ${about.join(', ')}`}${link}`;
    }),
  ];
}
