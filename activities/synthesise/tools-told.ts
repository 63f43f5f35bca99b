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
  /** What is said of those that found nothing where there is no other answer. */
  readonly nothing: readonly string[];
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
  const empty = inOrder.filter(({ tool, data }) => data === null && isTold(tool));
  const found = inOrder.flatMap(({ data }) => data ?? []);
  return {
    sections: found.map(({ heading, markdown }) => `## ${heading}\n\n${markdown}`),
    sources: found.flatMap(({ sources }) => sources),
    caveats: empty.map((one) => caveatOf(one, clean)),
    nothing: empty.map((one) =>
      isAnswer(one.outcome) ? clean(one.summary) : caveatOf(one, clean),
    ),
  };
}

function caveatOf({ tool, outcome, summary }: EndedTool, clean: (text: string) => string): string {
  const name = tool.replaceAll('_', ' ');
  return isAnswer(outcome)
    ? `Nothing was found by ${name}.`
    : `Without ${name} (${outcome.replace('_', ' ')}): ${clean(summary)}`;
}

/**
 * The answer to a question that only tools were asked, also where they found nothing; null where domains
 * were asked, or nobody.
 */
export function toolsOnly({ sections, nothing }: ToolsTold, hasLanes: boolean): Unanswered | null {
  const told = sections.length > 0 ? sections : nothing;
  if (hasLanes || told.length === 0) return null;
  // The answer begins with its text, not with a heading.
  const markdown = told.join('\n\n').replace(/^## .*\n\n/, '');
  return { markdown, followUps: [], isOfTools: true };
}

/** Why tools have no section; nothing where the answer itself says it. Pure. */
export const toolCaveats = (
  { sections, caveats }: ToolsTold,
  instead: Unanswered | null,
): readonly string[] => (instead?.isOfTools && sections.length === 0 ? [] : caveats);
