import { describe, expect, it } from 'vitest';
import { askedIn } from '../../../causes/symptom/asked.ts';
import { nowMs } from '../tables.ts';

const context = { domains: [], nearest: [], nowMs, timeZone: 'UTC' };
const ids = (question: string) => askedIn(question, context).measures.map(({ id }) => id);

describe('a measure that cannot be of what is named', () => {
  it.each<[question: string, first: string]>([
    ['why was lake.iot.readings flagged unhealthy for five scans in a row', 'rows'],
    ['why do the quality scans of lake.iot.readings show holes', 'rows'],
    ['why does the load of lake.shop.sums fail since Sunday', 'stale'],
    ['why are queries on lake.shop.sums so odd', 'stale'],
    ['lake.shop.sums is slow to arrive, why', 'stale'],
    ['why was lake.hr.pay read so much at night', 'table reads'],
    ['somebody downloaded lake.hr.pay at night, why', 'table reads'],
    ['someone went through lake.hr.pay at 1 am', 'table reads'],
    ['why did 203.0.113.9 fail so often', 'logins'],
    ['ann@x.org ran 90 statements before 3 am, why', 'reads'],
    ['why so many queries of ann@x.org', 'reads'],
  ])('drops out of: %s', (question, first) => {
    expect(ids(question)[0]).toBe(first);
  });

  it.each<[question: string, measure: string]>([
    ['why does lake.shop.sums cost so much', 'cost'],
    ['who changed the permissions of lake.shop.sums', 'admin rights'],
    ['why is ann@x.org refused access to lake.shop.sums', 'refused access'],
    ['why does sums_load fail since lake.shop.orders changed', 'failed runs'],
    ['why does sums_load read so much', 'reads'],
    ['why did ann@x.org make tokens', 'tokens'],
    ['ann@x.org complains that dashboards are slow, why', 'latency'],
    ['why is sums_load slow', 'duration'],
    ['why are there failed logins of ann@x.org', 'logins'],
  ])('stays in: %s', (question, measure) => {
    expect(ids(question)).toContain(measure);
  });

  it('is looked for nowhere else than in what was done to a thing by somebody', () => {
    const { isOpen, measures } = askedIn('what did ann@x.org set on sums_load?', context);
    expect(isOpen).toBe(false);
    expect(measures.map(({ id }) => id)).toContain('failed runs');
  });

  it('leaves whatever somebody did who alone is named', () => {
    const { isOpen, measures } = askedIn('what was ann@x.org up to on Friday night?', context);
    expect(isOpen).toBe(true);
    expect(measures.map(({ id }) => id)).toEqual(['admin rights', 'tokens', 'reads']);
  });
});
