import type { NewEvent } from '../../domain/events.ts';
import type { SynthesiseArgs } from '../../domain/steps.ts';
import type { Deps } from '../deps.ts';
import type { Attempt } from '../run.ts';
import { createTextLog } from './text-log.ts';
import { readInputs } from './inputs.ts';
import { writeAnswer } from './write-answer.ts';

/**
 * Writes the answer from evidence and streams it.
 *
 * Effect: appends `answer.*` events. A later attempt resets the text of an earlier one; a finished
 * answer is not changed.
 */
export async function synthesise(deps: Deps, args: SynthesiseArgs, at: Attempt): Promise<void> {
  const { ref, pass } = args;
  const { signal, attempt } = at;
  const { store } = deps;
  const key = (type: string): string => `${type}:${pass}:${attempt}`;
  const begin = async (): Promise<boolean> => {
    const state = await store.answerState(ref);
    if (state.finished) return false;
    await store.appendAnswer(ref, startEvents(key, { pass, attempt }, state.begun));
    return true;
  };
  const [begun, inputs] = await Promise.all([begin(), readInputs(deps, args, signal)]);
  if (!begun) return;
  const text = createTextLog((delta, n) => {
    const payload = { attempt, text: delta };
    const event = { key: `${key('answer.delta')}:${n}`, type: 'answer.delta' as const, payload };
    return store.appendAnswer(ref, [event]);
  });
  let restarts = 0;
  const restart = async (): Promise<void> => {
    text.discard();
    restarts += 1;
    const event = { key: `${key('answer.reset')}:${restarts}`, payload: { pass, attempt } };
    await store.appendAnswer(ref, [{ ...event, type: 'answer.reset' }]);
  };
  const payload = await writeAnswer(deps, args, inputs, { ...text, restart }, at);
  await store.appendAnswer(ref, [
    { key: key('answer.finished'), type: 'answer.finished', payload },
  ]);
}

function startEvents(
  key: (type: string) => string,
  payload: { pass: number; attempt: number },
  begun: boolean,
): readonly NewEvent[] {
  const started: NewEvent = { key: key('answer.started'), type: 'answer.started', payload };
  const reset: NewEvent = { key: key('answer.reset'), type: 'answer.reset', payload };
  return begun ? [reset, started] : [started];
}
