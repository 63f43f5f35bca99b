import * as Plot from '@observablehq/plot';
import { numberText, unitText } from '../format.ts';
import type { Evidence } from '../resources.ts';
import type { ChartSpec } from './chart.tsx';

type Point = { readonly x: string; readonly y: number };

/** Bars of a chart; the table has the others. */
const mostBars = 15;
const lineHeight = 200;
const barHeight = 24;

/** Draws a chart as SVG: a line over time, or a bar for each of the first rows. */
export function drawChart(spec: ChartSpec, table: Evidence, width: number): Element {
  const points = pointsOf(spec, table);
  const unit = unitText(table.columns.find(({ name }) => name === spec.y)?.unit ?? null);
  const drawn = spec.type === 'line' ? line(points, unit, width) : bars(points, unit, width);
  // Styles of their own are not allowed on the page; ours has them.
  for (const style of drawn.querySelectorAll('style')) style.remove();
  // The picture is read as a whole.
  for (const part of drawn.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  drawn.setAttribute('role', 'img');
  drawn.setAttribute('aria-label', `${spec.title}: ${points.length} values of ${spec.y}`);
  return drawn;
}

function pointsOf({ x, y }: ChartSpec, { columns, rows }: Evidence): readonly Point[] {
  const at = (name: string): number => columns.findIndex((column) => column.name === name);
  const [xAt, yAt] = [at(x), at(y)];
  return rows
    .map((cells) => ({ x: String(cells[xAt] ?? '–'), y: Number(cells[yAt] ?? Number.NaN) }))
    .filter((point) => Number.isFinite(point.y));
}

/** A token of the style sheet. */
const colour = 'var(--accent)';
const common = { className: 'plot', marginRight: 72 } as const;

function line(points: readonly Point[], unit: string, width: number): Element {
  const times = points
    .map(({ x, y }) => ({ x: new Date(x), y }))
    .filter(({ x }) => !Number.isNaN(x.getTime()))
    .toSorted((left, right) => left.x.getTime() - right.x.getTime());
  return Plot.plot({
    ...common,
    width,
    height: lineHeight,
    marginLeft: 64,
    x: { type: 'utc', label: null },
    y: { label: unit, grid: true, zero: true, ticks: 4 },
    marks: [
      Plot.areaY(times, { x: 'x', y: 'y', fill: colour, fillOpacity: 0.12 }),
      Plot.lineY(times, { x: 'x', y: 'y', stroke: colour, strokeWidth: 2 }),
      Plot.dot(times, { x: 'x', y: 'y', fill: colour, r: 2.5 }),
    ],
  });
}

function bars(all: readonly Point[], unit: string, width: number): Element {
  const points = all.slice(0, mostBars).map(({ x, y }, at) => ({ name: `${at}`, label: x, y }));
  const labels = new Map(points.map(({ name, label }) => [name, shortened(label)]));
  return Plot.plot({
    ...common,
    width,
    height: points.length * barHeight + 40,
    marginLeft: Math.min(200, width * 0.4),
    x: { label: unit, grid: true, ticks: 4 },
    y: {
      label: null,
      domain: points.map(({ name }) => name),
      tickFormat: (name: string) => labels.get(name) ?? '',
    },
    marks: [
      Plot.barX(points, {
        x: 'y',
        y: 'name',
        fill: colour,
        fillOpacity: 0.75,
        insetTop: 2,
        insetBottom: 2,
      }),
      Plot.text(points, {
        x: 'y',
        y: 'name',
        text: (point: { y: number }) => numberText(point.y, unit),
        textAnchor: 'start',
        dx: 4,
        clip: false,
      }),
    ],
  });
}

const longestLabel = 28;

function shortened(text: string): string {
  return text.length <= longestLabel ? text : `${text.slice(0, longestLabel - 1)}…`;
}
