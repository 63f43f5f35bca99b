import { describe, expect, it } from 'vitest';
import { symptomsIn } from '../../../causes/symptom/symptoms-in.ts';
import { nowMs } from '../tables.ts';

const context = { domains: [], nearest: [], nowMs, timeZone: 'UTC' };
const parts = (question: string) => symptomsIn(question, context);

describe('what two people did', () => {
  it.each<string>([
    'what happened on Friday: first ann@x.org changes grants at 2 am, then ben@x.org goes wild at 11 pm?',
    'what did ann@x.org do at 2 am and ben@x.org at 11 pm on Friday?',
    'on Friday ann@x.org handed out rights before sunrise; later ben@x.org made tokens like mad. Why?',
    'ann@x.org read half the lake on Sunday, and ben@x.org created tokens on Friday. Why?',
    'how come ann@x.org read so much on Sunday while ben@x.org was so busy on Friday?',
    'first ann@x.org at eleven on Friday night, then ben@x.org in the small hours: what was that?',
    'why did ann@x.org fail to log in on Monday and ben@x.org read so much on Sunday',
    'ann@x.org got admin rights, after which ben@x.org downloaded tables. Explain both.',
  ])('is two things: %s', (question) => {
    expect(parts(question).map(({ names }) => names)).toEqual([['ann@x.org'], ['ben@x.org']]);
  });

  it('may be told one after the other, though only one has a name', () => {
    const [one, other] = parts(
      'first somebody guesses passwords on Monday at 3 am, then ben@x.org resizes bi-wide. Why?',
    );
    expect([one?.said, other?.names]).toEqual([['logins'], ['ben@x.org']]);
    expect(parts('first the load ran for hours, then it failed, why?')).toHaveLength(1);
  });

  it.each<string>([
    'why did ann@x.org and ben@x.org make tokens on Friday?',
    'what happened to ann@x.org and ben@x.org',
    'ann@x.org read a lot on Sunday and ben@x.org too, why?',
    'what were ann@x.org and ben@x.org doing on Friday night',
    'why did ann@x.org make tokens and read so much',
    'ann@x.org, ben@x.org and cat@x.org failed to log in, why?',
    'why does load_a of ann@x.org fail',
    'both ann@x.org and ben@x.org changed rights, how come',
  ])('is one: %s', (question) => {
    expect(parts(question)).toHaveLength(1);
  });

  it('is each of its own measure and hour', () => {
    const [one, other] = parts(
      'what happened on Friday the 13th: first ann@x.org changes grants at 2 am, then ben@x.org goes wild at 11 pm?',
    );
    expect(one?.said).toEqual(['admin rights']);
    expect(other?.isOpen).toBe(true);
    expect(new Date(other?.window?.toMs ?? 0).toISOString()).toBe('2026-11-14T00:00:00.000Z');
  });
});
