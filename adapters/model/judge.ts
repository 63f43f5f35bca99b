import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import type { AIMessage } from '@langchain/core/messages';
import { z } from 'zod';
import type { Judge } from '../../domain/judge-port.ts';
import { oneLine } from '../../domain/markdown.ts';
import { cut } from '../../domain/text.ts';
import { withinLimits } from './call-limits.ts';
import { createChat } from './chat.ts';
import type { ModelSettings } from './chat.ts';
import { candidatesIn } from './decision.ts';
import { ModelFailure, toModelFailure } from './model-failure.ts';
import { readPrompt } from './prompt.ts';
import { quoted } from './quoted.ts';

/** The form that a model is asked for: reasons first, so that the word follows from them. */
const Asked = z.object({ rationale: z.string(), result: z.enum(['yes', 'no']) });
const Replied = z.object({
  rationale: z.string().catch(''),
  result: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(['yes', 'no'])),
});

const callMs = 40_000;
/** UTF-16 units of a rationale that are kept. */
const longestRationale = 1_000;
/** UTF-16 units of all rows that a judge is shown. */
const longestRows = 30_000;

const listed = (texts: readonly string[]): string =>
  texts.length === 0 ? '(none)' : texts.map((text) => `- ${quoted(text)}`).join('\n');

/** The first rows that fit. */
function shownRows(rows: readonly string[]): readonly string[] {
  let left = longestRows;
  return rows.filter((row) => {
    left -= row.length;
    return left >= 0;
  });
}

/**
 * A model that judges answers. What it does not say clearly is no judgement.
 *
 * Effect: one call for each judgement.
 *
 * @throws {ModelFailure} From the judge, when it does not answer or not in a form that can be read.
 */
export function createJudge(settings: ModelSettings): Judge {
  let key: string | null = null;
  const chat = createChat({
    ...settings,
    apiKey: async () => {
      key = await settings.apiKey();
      return key;
    },
  });
  const judge = chat.withStructuredOutput(Asked, {
    method: 'functionCalling',
    name: 'judge',
    includeRaw: true,
  });
  return async ({ criterion, question, answer, facts, rows }, signal) => {
    const prompt = readPrompt('judge');
    const user = prompt.user({
      criterion,
      question: quoted(question),
      answer: quoted(answer),
      facts: listed(facts),
      rows: listed(shownRows(rows)),
    });
    const messages = [new SystemMessage(prompt.system), new HumanMessage(user)];
    try {
      const limits = { totalMs: callMs, silenceMs: callMs };
      const { raw } = await withinLimits(limits, signal, (limited) =>
        judge.invoke(messages, { signal: limited.signal }),
      );
      return readJudgement(raw as AIMessage);
    } catch (error) {
      signal.throwIfAborted();
      throw toModelFailure(error, key);
    }
  };
}

function readJudgement(reply: AIMessage) {
  for (const candidate of candidatesIn(reply)) {
    const read = Replied.safeParse(candidate).data;
    if (read === undefined) continue;
    return {
      passes: read.result === 'yes',
      rationale: cut(oneLine(read.rationale), longestRationale),
    };
  }
  throw new ModelFailure('its judgement had a wrong form', 'temporary');
}
