import { describe, expect, it } from 'vitest';
import { isBetterIn, signIn } from '../../../causes/symptom/direction.ts';

describe('which way it went', () => {
  it.each<[text: string, sign: number]>([
    ['the bill of bi-main went down by more than half', -1],
    ['spend is 70 dollars a day lighter', -1],
    ['spend sank by a third', -1],
    ['the budget slumped', -1],
    ['costs mushroomed', 1],
    ['the bill ballooned overnight', 1],
    ['spend leapt on Tuesday', 1],
    ['what was she up to on Friday', 0],
    ['why was it not shut down', 0],
    ['why does it break down', 0],
    ['the bill was 230 dollars on Wednesday, 150 on Thursday', -1],
    ['13 dollars on Monday, 1,480 on Tuesday', 1],
    ['it went from 20 to 120 seconds', 1],
    ['from 9:00 to 10:00 it was red', 0],
    ['two runs on Monday and two on Tuesday', 0],
  ])('%s', (text, sign) => {
    expect(signIn(text)).toBe(sign);
  });

  it.each<[text: string, isBetter: boolean]>([
    ['load_a was green for weeks and fails since Sunday', false],
    ['it used to be much faster', false],
    ['the endpoint choked on Sunday and recovered by Monday', false],
    ['it was better until Sunday', false],
    ['it was always faster', false],
    ['it has not had one green update', false],
    ['queries were slow on Sunday and faster again on Monday', false],
    ['why are queries faster since Sunday', true],
    ['why did the success rate improve', true],
    ['why is everything green now', true],
  ])('%s', (text, isBetter) => {
    expect(isBetterIn(text)).toBe(isBetter);
  });
});
