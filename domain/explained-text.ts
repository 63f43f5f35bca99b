import type { Explanation } from './explanation.ts';

/** What is told of a question that names nothing in which something could have happened. */
export const nothingNamed =
  'What the question is about was not found: name the object and what is wrong with it.';

/**
 * An explanation that answers the question itself, so that its first line begins the answer; else null.
 *
 * Pure.
 * @param hasRows Whether the domains found rows, which tell more than that nothing was named.
 */
export function leading(
  explanation: Explanation | null | undefined,
  hasRows = false,
): Explanation | null {
  if (!explanation || explanation.verdict === 'skipped') return null;
  const [first] = explanation.lines;
  return first === undefined || (hasRows && first === nothingNamed) ? null : explanation;
}

/** The sentence that answers the question, as code has settled it. Pure. */
export const settledLine = ({ lines }: Explanation): string => lines[0] ?? '';

const bullets = (heading: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : [`## ${heading}`, items.map((item) => `- ${item}`).join('\n')];

/**
 * What was settled as the parts of a text in Markdown, the first line first: the chain of the cause, what
 * was ruled out, what is missing, what to do. Markers stay as they are.
 *
 * Pure.
 */
export function explainedSections(explanation: Explanation): readonly string[] {
  const { lines, ruledOut, missing, actions } = explanation;
  const chain = lines.slice(1);
  const toDo = [
    ...actions.now.map((one) => `**Now**: ${one}`),
    ...actions.thisWeek.map((one) => `**This week**: ${one}`),
    ...actions.thisMonth.map((one) => `**This month**: ${one}`),
  ];
  return [
    settledLine(explanation),
    ...(chain.length === 0 ? [] : [chain.map((line) => `- ${line}`).join('\n')]),
    ...bullets(
      'Ruled out',
      ruledOut.map(({ why }) => why),
    ),
    ...bullets(
      'What is missing',
      missing.map(({ what, remedy }) => `${ended(what)} ${remedy}`),
    ),
    ...bullets('What to do', toDo),
  ];
}

const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
