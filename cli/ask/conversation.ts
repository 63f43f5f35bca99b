import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';

export type Conversation = {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Questions that a number stands for, counted from 1. */
  readonly suggestions: readonly string[];
  /** Aborted when the command should end. */
  readonly signal: AbortSignal;
  /** Asks one question and shows its answer; false ends the conversation. */
  readonly ask: (question: string) => Promise<boolean>;
};

/**
 * Reads questions from a terminal, one after the other, until Ctrl-D, Ctrl-C or `signal`.
 *
 * Effect: reads `input`, writes the prompt.
 */
export async function converse(conversation: Conversation): Promise<void> {
  const { suggestions, ask } = conversation;
  const history: string[] = [];
  for (;;) {
    const line = (await readLine(conversation, history))?.trim();
    if (line === undefined) return;
    if (line === '') continue;
    const question = suggestions[Number(line) - 1] ?? line;
    history.unshift(question);
    if (!(await ask(question))) return;
  }
}

/**
 * An interface for each line: while a question runs, Ctrl-C has to reach the process.
 *
 * @returns Null when the input has ended.
 */
export async function readLine(
  { input, output, signal }: Pick<Conversation, 'input' | 'output' | 'signal'>,
  history: readonly string[] = [],
): Promise<string | null> {
  const reader = createInterface({ input, output, history: [...history], terminal: true });
  reader.on('SIGINT', () => reader.close());
  const closed = once(reader, 'close').then(() => null);
  try {
    return await Promise.race([reader.question('> ', { signal }).catch(() => null), closed]);
  } finally {
    reader.close();
  }
}
