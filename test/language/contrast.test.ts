import { describe, expect, test } from 'vitest';
import { withoutContrast } from '../../language/contrast.ts';

describe('what a question says that it does not ask', () => {
  test.each([
    ['cost per warehouse, not per workspace', 'cost per warehouse'],
    ['who may write to it, and not who wrote', 'who may write to it'],
    ['Not the slow ones, the failed queries', 'the failed queries'],
    ['who logged in at night, no robots please', 'who logged in at night'],
    ['failed runs rather than failed jobs', 'failed runs'],
    ['clusters by price, please do not show warehouses', 'clusters by price'],
    ['how old are the tables – never mind who owns them', 'how old are the tables'],
    ['tokens that a model served (not personal access tokens!)', 'tokens that a model served'],
    ['restarts by hand, not the automatic ones', 'restarts by hand'],
    ['what the views cost; I do not care about tables', 'what the views cost'],
  ])('%j asks %j', (text, kept) => {
    expect(withoutContrast(text)).toBe(kept);
  });

  test.each([
    'Not monitored tables, with owner',
    'tables, not read for a month',
    'jobs that did not run',
    'not that one',
    'cleanup: no reads and no writes for a month',
    'jobs that had not a single run yesterday',
    'tables without owner, no longer written',
  ])('%j stays whole', (text) => {
    expect(withoutContrast(text)).toBe(text);
  });
});
