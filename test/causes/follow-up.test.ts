import { describe, expect, it } from 'vitest';
import { explainedBefore, followUpIn } from '../../causes/follow-up.ts';

const before = 'why did the bill of bi-wide drop since Monday?';
const user = (content: string) => ({ role: 'user', content }) as const;
const answer = (content: string) => ({ role: 'assistant', content }) as const;
const session = [user(before), answer('`bi-wide` was changed from `LARGE` to `SMALL`.')];

const forms = {
  since: [
    'and since when does it cost less?',
    'since when?',
    'when did it start?',
    'when did that happen',
    'how long has it been like this?',
    'for how long?',
    'ok, from when on?',
    'on which day was it?',
  ],
  who: [
    'who did that?',
    'who?',
    'by whom?',
    'and who changed it?',
    'whose change was that?',
    'which person did it?',
    'do we know who did it?',
    "who's behind that?",
  ],
  lasting: [
    'is it still going on?',
    'is that over?',
    'has it been fixed?',
    'is bi-wide still cheaper?',
    'is it back to normal?',
    'did it stop?',
    'still the case?',
    'how is it today?',
  ],
  cost: [
    'how much did it cost us?',
    'what did that cost?',
    'what was the damage?',
    'how expensive was it?',
    'how much money did we lose there?',
    'and how much did that waste?',
    'how much is it costing?',
    'what does it cost us?',
  ],
  remedy: [
    'how do I fix it?',
    'how can we undo this?',
    'what should we do about it?',
    'what now?',
    'how to prevent that?',
    "what's the fix?",
    'can I revert that?',
    'what do you recommend?',
  ],
  affected: [
    'what else is affected?',
    'who else was hit?',
    'which other warehouses are affected by it?',
    'does it affect others?',
    'is anything else broken by that?',
    'what depends on it?',
    'what is the impact?',
    'were others hit by this too?',
  ],
} as const;
const all = Object.entries(forms).flatMap(([about, texts]) =>
  texts.map((text) => [text, about] as const),
);

describe('what asks more about a cause', () => {
  it.each(all)('%s is about %s', (text, about) => {
    expect(followUpIn(text, before)).toBe(about);
    expect(explainedBefore(text, session)).toBe(before);
  });

  it.each<string>([
    'who failed to log in yesterday?',
    'what does load_a cost?',
    'how much did we spend yesterday?',
    'when did load_a last run?',
    'how do I create a table?',
    'is the endpoint chat_bot still failing?',
    'how long do jobs run on average?',
    'what else can you do?',
    'which jobs failed last night?',
    'who read lake.hr.pay?',
    'and last week?',
    'show it by day',
  ])('%s does not', (text) => {
    expect(followUpIn(text, before)).toBeNull();
  });
});

describe('what was explained before', () => {
  it('is the question whose follow-ups came since', () => {
    const longer = [...session, user('since when?'), answer('Since Monday.')];
    expect(explainedBefore('and who did it?', longer)).toBe(before);
  });

  it('is nothing where another question came between', () => {
    const other = [...session, user('which jobs failed last night?'), answer('None.')];
    expect(explainedBefore('and who did it?', other)).toBeNull();
  });

  it('is nothing where no cause was asked for, or none of anything', () => {
    expect(explainedBefore('who did that?', [user('what did bi-wide cost?')])).toBeNull();
    expect(explainedBefore('who did that?', [user('why is the sky blue?')])).toBeNull();
    expect(explainedBefore('who did that?', [])).toBeNull();
  });

  it('is the last one that was asked', () => {
    const two = [...session, user('why does load_a fail?'), answer('It lost a right.')];
    expect(explainedBefore('since when?', two)).toBe('why does load_a fail?');
  });
});
