import type { ExplanationIntent } from '../domain/explanation.ts';
import type { Routing } from '../domain/routing.ts';
import type { NeedOf, RoutedTool, ToolCard } from '../domain/tools.ts';
import { tools, toolNames, toolOf } from './index.ts';
import type { ToolName } from './index.ts';
import type { Tool } from './tool.ts';

/** The tools that meet the needs of a question and can be used, each with the reason. Pure. */
export function chooseTools(
  needs: readonly NeedOf[],
  cards: readonly ToolCard[],
): Routing['tools'] {
  return needs.flatMap(({ need, reason }) =>
    cards
      .filter(({ tool, why }) => why === null && toolOf(tool)?.meets === need)
      .map(({ tool }) => ({ tool, reason })),
  );
}

/**
 * When the tools of a routing start, and with them those that follow a cause, where one is searched. Pure.
 */
export function toolsToRun(
  chosen: Routing['tools'],
  intent: ExplanationIntent | null,
  cards: readonly ToolCard[],
): readonly RoutedTool[] {
  const isUsable = (name: ToolName): boolean =>
    cards.some(({ tool, why }) => tool === name && why === null);
  return toolNames.flatMap((tool): readonly RoutedTool[] => {
    const { followsCause, needsRows }: Tool = tools[tool];
    const follows = followsCause && intent !== null;
    if (chosen.some((one) => one.tool === tool))
      return [{ tool, start: follows || needsRows === true ? 'afterSearch' : 'beside' }];
    return follows && isUsable(tool) ? [{ tool, start: 'afterFinding' }] : [];
  });
}
