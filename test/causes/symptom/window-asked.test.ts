import { describe, expect, it } from 'vitest';
import { windowAsked } from '../../../causes/symptom/window-asked.ts';
import { nowMs } from '../tables.ts';

const read = (text: string) => windowAsked(text, nowMs, 'UTC');
const spanOf = (text: string): string | null => {
  const { window } = read(text);
  if (window === null) return null;
  return [window.fromMs, window.toMs].map((ms) => new Date(ms).toISOString().slice(5, 13)).join();
};

describe('the time that a question is about', () => {
  it.each<[text: string, span: string | null]>([
    ['why did spend jump yesterday?', '11-17T00,11-18T00'],
    ['why does it cost more than two weeks ago', null],
    ['it failed on sunday and was fine on monday', '11-15T00,11-17T00'],
    ['unusual events after 11 pm on Friday the 13th', '11-13T23,11-14T11'],
    ['jobs are slow after 2 am on 17 November', '11-17T02,11-18T00'],
    ['what was changed on the endpoint before 15 November?', '11-12T00,11-16T00'],
    ['what happened before 15 November?', '11-12T00,11-16T00'],
    ['what changed on or before the 12th?', '11-09T00,11-13T00'],
    ['a burst around midnight on friday the 13th', '11-12T23,11-14T01'],
    ['odd events on friday the 13th just before midnight', '11-12T23,11-14T01'],
    ['what was she up to at 11 p.m. last Friday', '11-13T23,11-14T00'],
    ['what were they up to on Friday', '11-13T00,11-14T00'],
    ['25 acts in under half an hour', null],
    ['it died after four minutes', null],
    ['unhealthy for five scans in a row', null],
    ['a burst on the night of 13 November', '11-13T18,11-14T08'],
    ['it ran for more than six hours on Thursday', '11-12T00,11-13T00'],
    ['the bill was higher than normal last weekend', '11-14T00,11-16T00'],
    ['it went down by more than half since Monday', '11-16T00,11-18T00'],
    ['twice as much as at the beginning of last week', null],
    ['far above the level of early November', null],
    ['it costs well over twice what it did a week ago', null],
    ['is it ok today', '11-18T00,11-18T00'],
    ['four times as much on 12 November as on the days around it', '11-12T00,11-13T00'],
    ['2 on Thursday, 26 the day after', '11-12T00,11-14T00'],
    ['so many at the end of last week', '11-13T00,11-16T00'],
    ['what was set around midnight before Sunday', '11-14T23,11-16T01'],
    ['who changed the grants at 2 am', null],
    ['why does it fail at 03:10', null],
    ['it cost less on 16 and 17 November', '11-16T00,11-18T00'],
    ['on the 12th and 13th of November it was slow', '11-12T00,11-14T00'],
    ['why did it fail until Monday', '11-02T00,11-16T00'],
    ['users were turned away until midnight on Sunday', '11-01T00,11-16T00'],
  ])('%s', (text, span) => {
    expect(spanOf(text)).toBe(span);
  });

  it('is either midnight of a day', () => {
    const hours = read('a burst around midnight on friday the 13th').hours.map(
      ({ fromMs, toMs }) => [
        new Date(fromMs).toISOString().slice(5, 13),
        (toMs - fromMs) / 3_600_000,
      ],
    );
    expect(hours).toEqual([
      ['11-12T23', 2],
      ['11-13T23', 2],
    ]);
  });

  it('cannot be read where it has not come yet', () => {
    expect(read('why will spend rise on 24 December 2026').unread).toBe('it has not come yet');
  });
});
