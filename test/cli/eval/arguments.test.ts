import { describe, expect, it } from 'vitest';
import { readEvalArguments } from '../../../cli/eval/arguments.ts';
import { scheduleLines } from '../../../cli/eval/schedule.ts';
import { feedbackFile } from '../../../eval/feedback.ts';
import { UsageError } from '../../../cli/usage-error.ts';

const read = (line: string) => readEvalArguments(line === '' ? [] : line.split(' '));

describe('the command line of an evaluation', () => {
  it.each([
    ['', { name: 'run', request: { suite: 'plain', repeats: 1, only: null } }],
    ['probe --repeats 3', { name: 'run', request: { suite: 'probe', repeats: 3, only: null } }],
    ['run causes', { name: 'run', request: { suite: 'causes', repeats: 1, only: null } }],
    ['all --only a,b', { name: 'run', request: { suite: 'all', repeats: 1, only: ['a', 'b'] } }],
    ['list', { name: 'list' }],
    ['show', { name: 'show', id: null }],
    ['compare', { name: 'compare', ids: [] }],
    ['report eva_1 --out p.html', { name: 'report', id: 'eva_1', out: 'p.html' }],
    ['cases', { name: 'cases', command: { verb: 'list', state: 'proposed' } }],
    ['cases rejected', { name: 'cases', command: { verb: 'list', state: 'rejected' } }],
    ['cases export', { name: 'cases', command: { verb: 'export', out: feedbackFile } }],
    ['cases export --out x', { name: 'cases', command: { verb: 'export', out: 'x' } }],
    ['cases reject case_1', { name: 'cases', command: { verb: 'reject', id: 'case_1' } }],
    [
      'cases accept case_1 --domains cost,quality',
      { name: 'cases', command: { id: 'case_1', body: { domains: ['cost', 'quality'] } } },
    ],
    [
      'replay inv_1 --model other',
      { name: 'replay', request: { id: 'inv_1', model: 'other', prompt: null } },
    ],
    ['routing tune', { name: 'routing', part: 'tune' }],
    ['deep', { name: 'deep', options: { seeds: [1], only: null, worlds: ['on', 'off', 'decoy'] } }],
    ['causes --seeds 2', { name: 'causes', options: { seeds: [2], only: null } }],
    ['schedule pause too loud', { name: 'schedule', words: ['pause', 'too', 'loud'] }],
    ['--help', { name: 'help' }],
  ])('%j is understood', (line, command) => {
    expect(read(line)).toMatchObject(command);
  });

  it.each([
    ['proof', 'There is no suite “proof”.'],
    ['probe plain', 'There is no suite “probe plain”.'],
    ['probe --repeats 0', '--repeats is from 1 to 10'],
    ['list --repeats 2', '--repeats has no effect here.'],
    ['probe --out x', '--out has no effect here.'],
    ['compare eva_1', 'Name two evaluations'],
    ['show a b', 'Name one evaluation.'],
    ['cases maybe', 'There is no “cases maybe”.'],
    ['cases export twice', 'There is no “cases export twice”.'],
    ['cases accepted --out x', '--out goes with “cases export”.'],
    ['cases accept', 'Name the case: cases accept case_…'],
    ['cases accept case_1 --domains moon', 'There is no domain “moon”.'],
    ['cases reject case_1 --domains cost', '--domains and --question go with “cases accept”.'],
    ['replay', 'Name one investigation: replay inv_…'],
    ['routing both', 'There is no evaluation “routing both”.'],
    ['causes --worlds moon', 'There is no world “moon”.'],
    ['causes --seeds x', '“x” are no seeds.'],
    ['probe --fast', "Unknown option '--fast'"],
  ])('%j is refused with what is wrong', (line, reason) => {
    expect(() => read(line)).toThrow(UsageError);
    expect(() => read(line)).toThrow(reason);
  });
});

describe('a schedule', () => {
  const state = {
    cron: '0 2 * * *',
    timeZone: 'UTC',
    suite: 'probe',
    paused: false,
    note: null,
    nextAt: ['2026-11-30T02:00:00.000Z'],
    recent: [],
  };

  it('is told in three lines', () => {
    expect(scheduleLines(state)).toEqual([
      'probe, 0 2 * * * in UTC',
      'Next: 2026-11-30T02:00:00.000Z',
      'Last: none',
    ]);
  });

  it('that is paused has no next time, and a reason', () => {
    expect(scheduleLines({ ...state, paused: true, note: 'holidays' }).slice(0, 2)).toEqual([
      'probe, 0 2 * * * in UTC: PAUSED (holidays)',
      'Next: none',
    ]);
  });
});
