import type { JSX } from 'preact';
import { percentText } from '../format.ts';
import { inWords } from '../words.ts';
import type { Trend } from './trends.ts';

const [width, height, edge] = [220, 44, 4];

/** A scorer: its newest share, the change since the evaluation before, and a line over all of them. */
export function TrendLine({ trend }: { readonly trend: Trend }): JSX.Element {
  const { name, bar, points } = trend;
  const newest = points.at(-1)?.share ?? 0;
  const before = points.at(-2)?.share ?? newest;
  const x = (at: number): number =>
    edge + (points.length === 1 ? 0.5 : at / (points.length - 1)) * (width - 2 * edge);
  const y = (share: number): number => edge + (1 - share) * (height - 2 * edge);
  const line = points.map(({ share }, at) => `${x(at)},${y(share)}`).join(' ');
  return (
    <figure class={newest < bar ? 'trend below' : 'trend'}>
      <figcaption>
        {inWords(spaced(name))} <strong>{percentText(newest)}</strong>{' '}
        <span class="note">{changeText(newest - before)}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${points.length} evaluations, from ${percentText(points[0]?.share ?? 0)} to ${percentText(newest)}, bar ${percentText(bar)}`}
      >
        <line class="bar-line" x1={0} x2={width} y1={y(bar)} y2={y(bar)} />
        <polyline points={line} />
        {points.map(({ id, share }, at) => (
          <circle key={id} cx={x(at)} cy={y(share)} r={2.5} />
        ))}
      </svg>
    </figure>
  );
}

/** A name in camel case as words. */
function spaced(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

function changeText(change: number): string {
  const points = Math.round(change * 100);
  if (points === 0) return 'as before';
  return `${points > 0 ? '+' : '−'}${Math.abs(points)} points`;
}
