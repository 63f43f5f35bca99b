import { describe, expect, it } from 'vitest';
import { answerText, renderMarkdown } from '../../../cli/ask/answer-text.ts';
import { laneNote, liveLines, plainLine } from '../../../cli/ask/lane-lines.ts';
import { plainText } from '../../../domain/plain-text.ts';
import { applyEvent, unstarted } from '../../../domain/resource.ts';
import { answer, evidence, investigation, logOf } from './investigation-fixture.ts';

const loud = (text: string): string => `<${text}>`;

describe('the answer in a terminal', () => {
  it('has the answer with its citations, its evidence and all that is wrong with it', () => {
    expect(answerText(investigation('partial'), [evidence], loud)).toBe(
      `<Answer>

Jobs cost <12.50 USD> [cost:1].

• first
• second

<Evidence>
• cost: Spend by job (1 row; certified cost/job_cost, complete until 2026-11-20T00:00:00.000Z)

<Without an answer>
• quality: failed. QUALITY_GENIE_SPACE_ID is not set

<Caveats>
• List prices.

<You could ask next>
• Which job cost most?

Done without: model (No model is set: LLM_ENDPOINT is empty.)
Confidence 45 %: choice of domains 90 % × domains that answered 50 % × statements with evidence 100 % × tables that fit the question 100 % × conditions used 100 % × first line as asked 100 %
${investigation('partial').id} is partial. Next question in this session: npm run ask -- --session ${investigation('partial').sessionId} "…"
7.0 s, 0 Genie questions, 0 polls, no model
`,
    );
  });

  it('says no caveat twice', () => {
    const told = { ...investigation('partial'), answer: { ...answer, markdown: 'List prices.' } };
    expect(answerText(told, [], loud).match(/List prices\./g)).toHaveLength(1);
  });

  it('has no confidence where no domain was asked', () => {
    expect(answerText({ ...investigation('completed'), lanes: [] }, [], loud)).not.toContain(
      'Confidence',
    );
  });

  it('has the reason of a domain once', () => {
    const reason = 'QUALITY_GENIE_SPACE_ID is not set';
    const said = `No domain answered. quality: failed (${reason})`;
    const failed = {
      ...investigation('failed'),
      answer: null,
      failure: { code: 'bug', message: said },
    } as const;
    const markdown = `Missing: quality failed: ${reason}.`;
    const partial = { ...investigation('partial'), answer: { ...answer, markdown } };
    for (const told of [failed, partial])
      expect(answerText(told, [], loud).match(/QUALITY_GENIE_SPACE_ID/g)).toHaveLength(1);
  });

  it('has the reasons where there is no answer', () => {
    const text = answerText({ ...investigation('failed'), answer: null }, [], loud);
    expect(text).toMatch(/^There is no answer\./);
    expect(text).toContain('quality: failed. QUALITY_GENIE_SPACE_ID is not set');
  });

  it('obeys nothing that a table or a model put into it', () => {
    expect(renderMarkdown('a\u001b[2Jb\u009bc\rd', loud)).toBe('a[2Jbcd');
    expect(renderMarkdown('\\*a\\* \\[b\\] **c**', loud)).toBe('*a* [b] <c>');
    expect(plainText('a\tb\nc')).toBe('a\tb\nc');
  });
});

describe('the lines while it runs', () => {
  it('are one for each news in a pipe', () => {
    const lines = logOf('partial').map(plainLine);
    expect(lines.filter((line) => line !== null)).toEqual([
      'Asking cost, quality',
      'cost: asks Genie: What did jobs cost?',
      "cost: waits for Genie's quota, position 2",
      'quality: failed: QUALITY_GENIE_SPACE_ID is not set',
    ]);
  });

  const watchedAt = (seq: number) => {
    const log = logOf('partial').slice(0, seq + 1);
    const notes = log.map(laneNote).filter((note) => note !== null);
    return {
      progress: log.reduce(applyEvent, unstarted),
      notes: Object.fromEntries(notes.map(({ domain, note }) => [domain, note])),
      checks: {},
    };
  };
  const atMs = Date.UTC(2026, 10, 20, 8, 0, 15);

  it.each([
    [0, ['Waiting for a worker']],
    [1, ['Choosing domains']],
    [
      5,
      [
        "… cost          12 s  waits for Genie's quota, position 2",
        '✗ quality             failed: QUALITY_GENIE_SPACE_ID is not set',
        'Asking Genie',
      ],
    ],
  ])('show on a terminal after event %i how each lane is', (seq, lines) => {
    expect(liveLines(watchedAt(seq), atMs, 100)).toEqual(lines);
  });

  it('are never wider than the terminal, which would break them', () => {
    for (const line of liveLines(watchedAt(5), atMs, 30)) expect(line.length).toBeLessThan(30);
  });
});
