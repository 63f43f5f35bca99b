import type { NewEvent } from '../../domain/events.ts';
import type { SynthesiseArgs } from '../../domain/steps.ts';
import type { Deps } from '../deps.ts';
import type { Attempt } from '../run.ts';
import { createTextLog } from './text-log.ts';
import { inputsAtOnce, readInputs } from './inputs.ts';
import { writeAnswer } from './write-answer.ts';

/**
 * Writes the answer from evidence and streams it.
 *
 * Effect: appends `answer.*` events. A later attempt resets the text of an earlier one; a finished
 * answer is not changed.
 */
export async function synthesise(deps: Deps, args: SynthesiseArgs, at: Attempt): Promise<void> {
  const { ref, pass, byRule } = args;
  const { signal, attempt } = at;
  const { store } = deps;
  const key = keyOf(pass, attempt);
  const begin = async (): Promise<boolean> => {
    const state = await store.answerState(ref);
    if (state.finished) return false;
    await store.appendAnswer(ref, startEvents(key, { pass, attempt }, state.begun));
    return true;
  };
  const forModel = byRule === null && deps.reasoner.kind === 'model';
  const reading = readInputs(deps, { ...args, forModel }, signal);
  const [begun, inputs] = await Promise.all([begin(), reading]);
  if (!begun) return;
  const text = createTextLog((delta, n) =>
    store.appendAnswer(ref, [deltaEvent(key, attempt, delta, n)]),
  );
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

/**
 * As `synthesise`, where the rules write: the answer and all of its text get into the log together. False, and
 * nothing done, where a model or names in the warehouse have to be waited for, or another attempt has begun.
 *
 * Effect: appends `answer.*` events, all or none.
 */
export async function synthesiseAtOnce(
  deps: Deps,
  args: SynthesiseArgs,
  at: Attempt,
): Promise<boolean> {
  const { ref, pass } = args;
  const { attempt } = at;
  if (deps.reasoner.kind === 'model') return false;
  const [state, inputs] = await Promise.all([
    deps.store.answerState(ref),
    inputsAtOnce(deps, args),
  ]);
  if (state.finished) return true;
  if (state.begun || inputs === null) return false;
  let whole = '';
  const text = {
    write: (part: string) => {
      whole += part;
      return Promise.resolve();
    },
    restart: () => {
      whole = '';
      return Promise.resolve();
    },
    flush: () => Promise.resolve(),
  };
  const payload = await writeAnswer(deps, args, inputs, text, at);
  const key = keyOf(pass, attempt);
  await deps.store.appendAnswer(ref, [
    ...startEvents(key, { pass, attempt }, false),
    ...(whole === '' ? [] : [deltaEvent(key, attempt, whole, 1)]),
    { key: key('answer.finished'), type: 'answer.finished', payload },
  ]);
  return true;
}

type KeyOf = (type: string) => string;

const keyOf =
  (pass: number, attempt: number): KeyOf =>
  (type) =>
    `${type}:${pass}:${attempt}`;

const deltaEvent = (key: KeyOf, attempt: number, text: string, n: number): NewEvent => ({
  key: `${key('answer.delta')}:${n}`,
  type: 'answer.delta',
  payload: { attempt, text },
});

function startEvents(
  key: KeyOf,
  payload: { pass: number; attempt: number },
  begun: boolean,
): readonly NewEvent[] {
  const started: NewEvent = { key: key('answer.started'), type: 'answer.started', payload };
  const reset: NewEvent = { key: key('answer.reset'), type: 'answer.reset', payload };
  return begun ? [reset, started] : [started];
}
