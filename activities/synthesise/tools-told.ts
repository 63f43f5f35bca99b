import { isAnswer } from '../../domain/outcome.ts';
import type { Routing } from '../../domain/routing.ts';
import type { EndedTool, ToolSource } from '../../domain/tools.ts';
import { toolNames } from '../../tools/index.ts';
import type { Unanswered } from './unanswered.ts';

/** What an answer tells of the tools that ran. */
export type ToolsTold = {
  /** Markdown, a section each; empty where nothing was found. */
  readonly sections: readonly string[];
  readonly sources: readonly ToolSource[];
  readonly caveats: readonly string[];
};

/**
 * The sections of tools in the order of their table, and why others have none.
 *
 * Pure.
 *
 * @param routing Its tools are those that the question asked for: only of them it is told that they found nothing.
 * @param clean Makes text of others harmless.
 */
export function toolsTold(
  ended: readonly EndedTool[],
  routing: Routing | null,
  clean: (text: string) => string,
): ToolsTold {
  const place = ({ tool }: EndedTool): number => (toolNames as readonly string[]).indexOf(tool);
  const inOrder = ended.toSorted((a, b) => place(a) - place(b));
  const isTold = (name: string): boolean =>
    (routing?.tools ?? []).some(({ tool }) => tool === name);
  const found = inOrder.flatMap(({ data }) => data ?? []);
  return {
    sections: found.map(({ heading, markdown }) => `## ${heading}\n\n${markdown}`),
    sources: found.flatMap(({ sources }) => sources),
    caveats: inOrder
      .filter(({ tool, data }) => data === null && isTold(tool))
      .map((one) => caveatOf(one, clean)),
  };
}

function caveatOf({ tool, outcome, summary }: EndedTool, clean: (text: string) => string): string {
  const name = tool.replaceAll('_', ' ');
  return isAnswer(outcome)
    ? `Nothing was found by ${name}.`
    : `Without ${name} (${outcome.replace('_', ' ')}): ${clean(summary)}`;
}

/** The answer to a question that only tools were asked; null where domains were, or nothing was found. */
export function toolsOnly({ sections }: ToolsTold, hasLanes: boolean): Unanswered | null {
  if (hasLanes || sections.length === 0) return null;
  // The answer begins with its text, not with a heading.
  const markdown = sections.join('\n\n').replace(/^## .*\n\n/, '');
  return { markdown, followUps: [], isOfTools: true };
}
