import { describe, expect, it } from 'vitest';
import { completeUntil, periodEndMs } from '../../domain/completeness.ts';
import type { Completeness, FetchedTable } from '../../domain/completeness.ts';

const hourMs = 3_600_000;
const byDay: Completeness = { lagMs: 24 * hourMs, windowEnd: 'to_date', periodColumn: 'day' };
const byEvent: Completeness = { lagMs: hourMs, windowEnd: 'to_time', periodColumn: null };

const fetched = (over: Partial<FetchedTable> = {}): FetchedTable => ({
  parameters: [{ name: 'to_date', value: '2026-11-18' }],
  columns: [{ name: 'day' }, { name: 'cost' }],
  rows: [
    ['2026-11-17', 2],
    ['2026-11-16', 1],
  ],
  fetchedAtMs: Date.parse('2026-11-18T10:00:00Z'),
  ...over,
});

describe('a table is complete', () => {
  it('until the end of its newest day less the lag of its source', () => {
    expect(completeUntil(byDay, fetched())).toBe('2026-11-17T00:00:00.000Z');
  });

  it('no further than now less the lag, when the newest day has not ended', () => {
    const rows = [['2026-11-18', 1]];
    const parameters = [{ name: 'to_date', value: '2026-11-19' }];
    expect(completeUntil(byDay, fetched({ rows, parameters }))).toBe('2026-11-17T10:00:00.000Z');
  });

  it('to the end of its window when that is older than the lag', () => {
    const parameters = [{ name: 'to_date', value: '2026-10-01' }];
    const rows = [['2026-09-30', 1]];
    expect(completeUntil(byDay, fetched({ parameters, rows }))).toBe('2026-10-01T00:00:00.000Z');
  });

  it('not to the end of an old window whose last period has no row', () => {
    const rows = [['2026-11-12', 1]];
    const fetchedAtMs = Date.parse('2026-11-20T10:00:00Z');
    expect(completeUntil(byDay, fetched({ rows, fetchedAtMs }))).toBe('2026-11-12T00:00:00.000Z');
  });

  it('until the end of its window less the lag, when its rows have no periods', () => {
    const parameters = [{ name: 'to_time', value: '2026-11-18T10:00:00.000Z' }];
    expect(completeUntil(byEvent, fetched({ parameters }))).toBe('2026-11-18T09:00:00.000Z');
  });

  it('until it was fetched less the lag, when it has no window', () => {
    const noWindow = { ...byEvent, windowEnd: null };
    expect(completeUntil(noWindow, fetched({ parameters: [] }))).toBe('2026-11-18T09:00:00.000Z');
  });

  it('by its window alone when it has no row', () => {
    expect(completeUntil(byDay, fetched({ rows: [] }))).toBe('2026-11-17T00:00:00.000Z');
  });

  it('until an unknown time when the lag is unknown', () => {
    expect(completeUntil(null, fetched())).toBeNull();
  });
});

describe('the end of a period', () => {
  it.each([
    ['2026-11-17', '2026-11-18T00:00:00.000Z'],
    ['2026-11-17 08:30:00', '2026-11-17T08:30:00.000Z'],
    ['2026-11-17T08:30:00.5Z', '2026-11-17T08:30:00.500Z'],
    ['2026-11-17T08:30:00+02:00', '2026-11-17T06:30:00.000Z'],
  ])('%s is %s', (cell, end) => {
    expect(new Date(periodEndMs(cell) ?? 0).toISOString()).toBe(end);
  });

  it.each([null, 7, true, '', 'yesterday', '2026-13-45'])('of %s is not known', (cell) => {
    expect(periodEndMs(cell)).toBeNull();
  });
});
