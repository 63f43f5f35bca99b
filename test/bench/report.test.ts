import { describe, expect, it } from 'vitest';
import { reportLines } from '../../bench/report.ts';
import type { Round } from '../../bench/rounds.ts';

const took = (overheadMs: number) => ({ overheadMs, cpuMs: 1 });
const rounds = (plainAgain: number): Round[] =>
  [10, 20, 30].map((slow) => ({
    plain: took(slow),
    plainAgain: took(slow * plainAgain),
    engine: took(slow + 100),
    langGraph: took(slow + 50),
    dbos: took(slow + 40),
    product: took(slow + 250),
  }));

describe('the report of a benchmark', () => {
  it('has the ratio over what is above the floor of the same round', () => {
    const lines = reportLines(rounds(1), { 'Genie POSTs': [5, 5], 'history events': [50, 47] });
    expect(lines).toContainEqual(
      expect.stringMatching(/\(engine − plain\) .* 2\.50 {3}\[2\.50, 2\.50\]/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/\(LangGraph − plain\) .* 5\.00 /));
    expect(lines).toContainEqual(expect.stringMatching(/\(DBOS − plain\) .* 6\.25 /));
    expect(lines).toContainEqual(expect.stringMatching(/ours \/ plain .* 13\.50 /));
    expect(lines).toContainEqual(expect.stringMatching(/Genie POSTs +5$/));
    expect(lines).toContainEqual(expect.stringMatching(/history events +48\.5 \(47 to 50\)$/));
    expect(lines.join()).not.toContain('too noisy');
  });

  it.each([0.85, 1.15])('says so when an arm is %d times itself', (noise) => {
    expect(reportLines(rounds(noise), {}).join()).toContain('machine too noisy');
  });
});
