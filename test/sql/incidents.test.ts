import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { incidents } from '../../local/data/incidents/index.ts';
import { type Asker, createAsker } from './asker.ts';
import { findings } from './expected/incidents.ts';

const dayMs = 86_400_000;

/** The window of an incident, what ends with it included; in whole days where a question counts days. */
const windowOf = ({ from, to }: { readonly from: string; readonly to: string }) => ({
  from_time: from,
  to_time: new Date(Date.parse(to) + 1000).toISOString(),
  from_date: from.slice(0, 10),
  to_date: new Date(Math.ceil(Date.parse(to) / dayMs) * dayMs).toISOString().slice(0, 10),
  top_n: '1000',
});

describe('a planted incident', () => {
  test('is looked for, every one of them', () => {
    const found = new Set(findings.map(({ incident }) => incident));
    expect([...found]).toEqual(incidents.map(({ id }) => id));
  });
});

describe.each([1, 7])('on the data of seed %i', (seed) => {
  let asker: Asker;
  beforeAll(async () => {
    asker = await createAsker(seed);
  }, 60_000);
  afterAll(() => asker.close());

  test.each(findings.map((finding) => [finding.incident, finding.ask, finding.value, finding]))(
    '%s is found by %s, %s as large as it was planted',
    async (_incident, ask, value, finding) => {
      const incident = asker.incidents.find(({ id }) => id === finding.incident);
      if (incident === undefined) throw new Error(`${finding.incident} is not in the data`);
      const { rows } = await asker.ask(ask, windowOf(incident));
      const its = rows.filter((row) =>
        Object.entries(finding.of).every(([column, text]) => row[column] === text),
      );
      const size = incident.sizes.find(({ name }) => name === finding.is)?.value ?? finding.is;
      const found =
        value === 'rows' ? its.length : its.reduce((sum, row) => sum + Number(row[value]), 0);
      expect(Math.abs(found / Number(size) - 1), `${found} for ${size}`).toBeLessThanOrEqual(
        finding.within ?? 0,
      );
    },
  );
});
