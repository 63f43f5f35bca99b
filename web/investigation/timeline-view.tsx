import type { JSX } from 'preact';
import { now } from '../clock.ts';
import { durationText } from '../format.ts';
import { segmentNames } from './timeline.ts';
import type { Segment, SegmentKind, Timeline, TimelineRow } from './timeline.ts';

type Props = { readonly timeline: Timeline; readonly isOpen: boolean };

/** Shorter than this, a bar would be a line that nobody sees, percent of the width. */
const narrowest = 0.6;

/** What happened when: a bar for each lane, over the time of the investigation. */
export function TimelineView({ timeline, isOpen }: Props): JSX.Element | null {
  const { rows, fromMs } = timeline;
  if (rows.length === 0) return null;
  const untilMs = timeline.toMs ?? Math.max(now.value, fromMs + 1_000);
  const kinds = new Set(rows.flatMap(({ segments }) => segments.map(({ kind }) => kind)));
  return (
    <section class="timeline" aria-label="Timeline">
      <ol>
        {rows.map((row) => (
          <TimelineLine key={row.key} row={row} fromMs={fromMs} untilMs={untilMs} />
        ))}
      </ol>
      <p class="legend" aria-hidden="true">
        {[...kinds].map((kind) => (
          <span key={kind}>
            <i class={`segment ${kind}`} /> {segmentNames[kind]}
          </span>
        ))}
        <span class="span">
          {durationText(Math.max(0, untilMs - fromMs))}
          {isOpen ? ' so far' : ''}
        </span>
      </p>
    </section>
  );
}

type LineProps = { readonly row: TimelineRow; readonly fromMs: number; readonly untilMs: number };

function TimelineLine({ row, fromMs, untilMs }: LineProps): JSX.Element {
  const width = Math.max(1, untilMs - fromMs);
  const percent = (ms: number): number => (ms / width) * 100;
  return (
    <li>
      <span class="who">{row.name}</span>
      <span class="bar" role="img" aria-label={`${row.name}: ${spoken(row.segments, untilMs)}`}>
        {row.segments.map((segment) => {
          const end = segment.toMs ?? untilMs;
          const left = percent(segment.fromMs - fromMs);
          const title = `${segmentNames[segment.kind]}: ${durationText(end - segment.fromMs)}`;
          return (
            <i
              key={segment.fromMs}
              class={`segment ${segment.kind} ${segment.toMs === null ? 'open' : ''}`}
              style={{
                left: `${left}%`,
                width: `${Math.max(narrowest, percent(end - segment.fromMs))}%`,
              }}
              title={title}
            />
          );
        })}
      </span>
      <span class="what">{row.note}</span>
    </li>
  );
}

function spoken(segments: readonly Segment[], untilMs: number): string {
  const sums = new Map<SegmentKind, number>();
  for (const { kind, fromMs, toMs } of segments)
    sums.set(kind, (sums.get(kind) ?? 0) + (toMs ?? untilMs) - fromMs);
  return [...sums].map(([kind, ms]) => `${segmentNames[kind]} ${durationText(ms)}`).join(', ');
}
