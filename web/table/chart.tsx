import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Evidence } from '../resources.ts';

/** What an answer says of a picture: its table, kind and columns. */
export type ChartSpec = Answer['charts'][number];
type Props = { readonly spec: ChartSpec; readonly table: Evidence };

/** A picture of a table; the library that draws it is loaded when the first one is shown. */
export function Chart({ spec, table }: Props): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (place.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) =>
      setWidth(Math.floor(entry?.contentRect.width ?? 0)),
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (width < 50) return;
    import('./draw-chart.ts')
      .then(({ drawChart }) => place.current?.replaceChildren(drawChart(spec, table, width)))
      .catch(() => setFailed(true));
  }, [width, spec, table]);
  return (
    <figure class="chart">
      <figcaption>{spec.title}</figcaption>
      <div ref={place} />
      {failed && <p class="note">The chart could not be drawn; the table has its rows.</p>}
    </figure>
  );
}
