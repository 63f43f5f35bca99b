import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { toolCards, toolNames, toolOf, tools } from '../tools/index.ts';
import { investigationId } from '../domain/ids.ts';
import { chooseTools, toolsToRun } from '../tools/choose-tools.ts';
import { defineTool } from '../tools/tool.ts';

const rows = Object.entries(tools);
const all = toolCards(new Set(rows.flatMap(([, { needs }]) => needs.map((one) => one.setting))));

const ports = {
  runbooks: { find: async () => [] },
  web: null,
  alerts: null,
  dashboards: null,
};
const request = {
  ref: { id: investigationId('0'.repeat(32)), owner: 'ann' },
  question: 'How do I fix it?',
  domains: [],
  finding: null,
};
const signal = new AbortController().signal;

const writing = defineTool({
  describes: 'Changes something.',
  meets: 'remedy',
  followsCause: false,
  effect: 'write',
  timeoutMs: 1_000,
  needs: [],
  input: z.strictObject({}),
  output: z.string(),
  ask: () => ({}),
  run: async () => 'changed',
  tell: () => null,
  sumUp: (output) => output,
});

describe('every tool', () => {
  it.each(rows)('%s says what it is for, in one sentence', (name, { describes, timeoutMs }) => {
    expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(describes).toMatch(/^[A-Z].{20,120}\.$/);
    expect(timeoutMs).toBeLessThanOrEqual(60_000);
  });

  it.each(rows)('%s has schemas that a model can be given', (_, { input, output }) => {
    expect(z.toJSONSchema(input)).toMatchObject({ type: 'object', additionalProperties: false });
    expect(z.toJSONSchema(output)).toHaveProperty('type');
  });

  it.each(rows)('%s says how to get what it needs', (_, { needs }) => {
    for (const { setting, how } of needs)
      expect([setting, how]).toEqual([
        expect.stringMatching(/^[A-Z_]+$/),
        expect.stringMatching(/\S/),
      ]);
  });

  it.each(rows)('%s ends without data where nothing is found', async (name, tool) => {
    expect(await tool.run(ports, request, signal)).toMatchObject({
      outcome: 'no_data',
      data: null,
    });
    expect(toolOf(name)).toBe(tool);
  });
});

describe('a tool that writes', () => {
  it('never runs beside a question', async () => {
    await expect(writing.run(ports, request, signal)).rejects.toMatchObject({
      code: 'tool.refused',
    });
  });
});

describe('what is missing', () => {
  it('is named with the way to get it, and keeps a tool out of the choice', () => {
    const [card] = toolCards(new Set()).filter(({ tool }) => tool === 'web_search');
    expect(card?.why).toBe('TAVILY_API_KEY is not set: make a key at https://app.tavily.com.');
    const needs = [{ need: 'outside', reason: 'Why.' }] as const;
    expect(chooseTools(needs, toolCards(new Set()))).toEqual([]);
    expect(chooseTools(needs, all)).toEqual([{ tool: 'web_search', reason: 'Why.' }]);
  });
});

describe('when a tool starts', () => {
  const chosen = [{ tool: 'runbooks', reason: 'Why.' }];
  it('is beside the lanes, or behind the search for a cause that it needs', () => {
    expect(toolsToRun(chosen, null, all)).toEqual([{ tool: 'runbooks', start: 'beside' }]);
    expect(toolsToRun(chosen, 'why', all)).toEqual([{ tool: 'runbooks', start: 'afterSearch' }]);
    expect(toolsToRun([], 'why', all)).toEqual([{ tool: 'runbooks', start: 'afterFinding' }]);
    expect(toolsToRun([], null, all)).toEqual([]);
  });

  it('is never for one that is not there any more', () => {
    expect(toolsToRun([{ tool: 'gone', reason: 'Why.' }], null, all)).toEqual([]);
    expect(toolOf('gone')).toBeNull();
    expect(toolOf('constructor')).toBeNull();
    expect(toolNames).not.toContain('gone');
  });
});
