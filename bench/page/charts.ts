/** A bar of a chart; bars of one chart may have several colours. */
export type Bar = {
  readonly label: string;
  readonly value: number;
  readonly text: string;
  readonly colour: string;
  /** Where the bar begins, in the unit of `value`; 0 for most charts. */
  readonly from?: number;
};

const width = 900;
const labelWidth = 250;
const textWidth = 230;
const rowHeight = 24;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A chart of horizontal bars as an SVG element. Pure. */
export function barChart(title: string, bars: readonly Bar[]): string {
  const largest = Math.max(...bars.map(({ value, from = 0 }) => from + value), 1e-9);
  const scale = (width - labelWidth - textWidth) / largest;
  const rows = bars.map(({ label, value, text, colour, from = 0 }, n) => {
    const y = n * rowHeight;
    const x = labelWidth + from * scale;
    const length = Math.max(1, value * scale);
    return [
      `<text x="${labelWidth - 8}" y="${y + 16}" text-anchor="end">${escaped(label)}</text>`,
      `<rect x="${x.toFixed(1)}" y="${y + 4}" width="${length.toFixed(1)}" height="16" rx="2" fill="${colour}"/>`,
      `<text x="${(x + length + 6).toFixed(1)}" y="${y + 16}">${escaped(text)}</text>`,
    ].join('');
  });
  const height = bars.length * rowHeight + 4;
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">${rows.join('\n')}</svg>`;
}
