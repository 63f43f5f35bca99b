import type { Counts } from '../counts.ts';
import { arms, overheadRatio, medianOverhead } from '../report.ts';
import type { Round } from '../rounds.ts';
import type { StatementsOf } from '../statement-count.ts';
import { median } from '../statistics.ts';
import { barChart, type Bar } from './charts.ts';
import type { Segment } from './critical-path.ts';

/** What the page is made of. */
export type PageData = {
  readonly path: readonly Segment[];
  readonly rounds: readonly Round[];
  readonly counts: Counts;
  readonly statements: readonly StatementsOf[];
};

const colours = { work: '#0369a1', engine: '#b45309', other: '#94a3b8' } as const;

const style = `body { font: 15px/1.5 system-ui, sans-serif; color: #0f172a; max-width: 960px; margin: 2rem auto; padding: 0 1rem }
svg { width: 100%; font: 13px system-ui, sans-serif; fill: #0f172a }
.work { color: ${colours.work} } .engine { color: ${colours.engine} }`;

/** The page as HTML that needs no other file. Pure. */
export function performancePage(data: PageData): string {
  const { rounds } = data;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Where the time goes</title>
<style>${style}</style>
<h1>Where the time of one question goes</h1>
<p>Written by <code>npm run bench -- page</code>; how it is measured: <a href="performance.md">Performance</a>. One question to five domains, Genie answers at once, medians of ${rounds.length} rounds. Milliseconds are of the machine that measured; compare them with each other.</p>
<h2>Step by step</h2>
<p><b class="work">Work of ours</b> and <b class="engine">hand-overs and decisions of Temporal</b>, one after another; of the five lanes, the one that ended last.</p>
${barChart('Parts of the time of one question', waterfall(data.path))}
<h2>Beside others</h2>
<p>Time above that of <code>Promise.all</code> without any storage, for the same steps behind the same HTTP.</p>
${barChart('Overhead of each way to ask', overheadBars(rounds))}
<p>CPU time of one question, client and stub included.</p>
${barChart('CPU of each way to ask', cpuBars(rounds))}
<h2>Statements</h2>
<p>What one question sends to PostgreSQL, by what it is about.</p>
${barChart('Statements of one question', statementBars(data.statements))}
<h2>Counts</h2>
${barChart('Counts of one question', countBars(data.counts))}
</html>
`;
}

function waterfall(path: readonly Segment[]): Bar[] {
  let from = 0;
  return path.map(({ label, kind, ms }) => {
    const bar = { label, value: ms, text: `${ms.toFixed(1)} ms`, colour: colours[kind], from };
    from += ms;
    return bar;
  });
}

const colourOf = (name: string): string => (name === 'product' ? colours.work : colours.other);

function overheadBars(rounds: readonly Round[]): Bar[] {
  return arms
    .filter(([name]) => name !== 'plain' && name !== 'plainAgain')
    .map(([name, label]) => {
      const { value, low, high } = overheadRatio(rounds, name);
      const ratio = `ours is ${value.toFixed(1)} × [${low.toFixed(1)}, ${high.toFixed(1)}]`;
      const ms = medianOverhead(rounds, name) - medianOverhead(rounds, 'plain');
      const text = name === 'product' ? `${ms.toFixed(0)} ms` : `${ms.toFixed(0)} ms; ${ratio}`;
      return { label, value: ms, text, colour: colourOf(name) };
    });
}

function cpuBars(rounds: readonly Round[]): Bar[] {
  return arms
    .filter(([name]) => name !== 'plainAgain')
    .map(([name, label]) => {
      const ms = median(rounds.map((round) => round[name].cpuMs));
      return { label, value: ms, text: `${ms.toFixed(0)} ms`, colour: colourOf(name) };
    });
}

const statementBars = (statements: readonly StatementsOf[]): Bar[] =>
  statements.map(({ about, calls }) => ({
    label: about,
    value: calls,
    text: calls.toFixed(0),
    colour: colours.work,
  }));

function countBars(counts: Counts): Bar[] {
  return Object.entries(counts).map(([label, values]) => {
    const value = median(values);
    return { label, value, text: String(value), colour: colours.other };
  });
}
