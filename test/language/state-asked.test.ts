import { describe, expect, it } from 'vitest';
import { asStateAsked } from '../../language/state-asked.ts';

const state = 'which open problems need our attention?';

describe('the state of everything', () => {
  it.each([
    'sitrep',
    'I am on call from now on: what is burning?',
    "what's broken right now?",
    'status?',
    'a quick health check please',
    'what should I look at first',
    'is the platform ok?',
    'are all systems up',
    'how are things?',
    'what went wrong?',
    'any open incidents?',
    'what problems do we have',
    'anything weird going on right now?',
    'Is there anything suspicious happening?',
  ])('is asked for by "%s"', (question) => {
    expect(asStateAsked(question)).toBe(state);
  });

  it.each([
    ['give me a summary of last night', ' of last night'],
    ['what did I miss since friday', ' since friday'],
    ['what went wrong in the last 3 days?', ' in the last 3 days'],
    ['what happened overnight?', ' overnight'],
  ])('keeps the time of "%s"', (question, time) => {
    expect(asStateAsked(question)).toBe(state.replace('?', `${time}?`));
  });

  it.each([
    'summary of costs',
    'give me a summary of the whole platform',
    'How is the platform doing?',
    'overview of failed jobs last night',
    'is everything ok with the ledger sync?',
    'any issues with bi-main?',
    'what went wrong with the sync last night?',
    'what happened?',
    'what happened to prod.sales.orders?',
    'what should I do about the ledger sync',
    'are our jobs running?',
    'what is failing in prod-eu?',
    'the sync is late, what is wrong?',
  ])('is not asked for by "%s"', (question) => {
    expect(asStateAsked(question)).toBe(question);
  });
});
