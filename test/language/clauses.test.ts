import { describe, expect, it } from 'vitest';
import { agents } from '../../agents/index.ts';
import { questionFor } from '../../language/clauses.ts';
import type { Domain } from '../../domain/domains.ts';

function ask(question: string, domains: readonly Domain[]): Record<string, string> {
  const topics = domains.map((domain) => agents[domain]);
  return Object.fromEntries(
    domains.map((domain) => [domain, questionFor(question, domain, topics)]),
  );
}

describe('the part of a question that a domain is asked', () => {
  it('is its clauses, with the time of the question', () => {
    expect(
      ask('Why did our spend jump yesterday, and are the expensive jobs failing too?', [
        'cost',
        'reliability',
      ]),
    ).toEqual({
      cost: 'Why did our spend jump yesterday?',
      reliability: 'Are the expensive jobs failing too yesterday?',
    });
  });

  it('is found in a list', () => {
    expect(
      ask('Show spend by day, failed logins and stale tables of the last 7 days', [
        'cost',
        'quality',
      ]),
    ).toEqual({
      cost: 'Show spend by day of the last 7 days?',
      quality: 'Failed logins and stale tables of the last 7 days?',
    });
  });

  it('is all of it for the only domain that is asked', () => {
    const question = 'What did we spend yesterday, excluding prod-us; in EUR?';
    expect(ask(question, ['cost'])).toEqual({ cost: question });
  });

  it('takes along what a pronoun stands for', () => {
    const domains = ['cost', 'performance', 'security'] as const;
    expect(
      ask(
        'Which warehouses queue, what did they cost last week, and who logged in from a new address?',
        domains,
      ),
    ).toEqual({
      cost: 'Which warehouses queue, what did they cost last week?',
      performance: 'Which warehouses queue last week?',
      security: 'Who logged in from a new address last week?',
    });
  });

  it('is the whole question where it cannot be taken apart', () => {
    const question = 'How healthy is the platform?';
    expect(ask(question, ['cost', 'unified'])).toEqual({ cost: question, unified: question });
    expect(ask('Is all well, and good?', ['security'])).toEqual({
      security: 'Is all well, and good?',
    });
  });
});
