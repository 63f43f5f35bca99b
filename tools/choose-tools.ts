import type { ExplanationIntent } from '../domain/explanation.ts';
import type { Routing } from '../domain/routing.ts';
import { onlyReads } from '../domain/tools.ts';
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
 * The tools that the needs of a question name, and behind them those that a model proposes, as far as they can be
 * used and only read. Pure.
 */
export function withProposed(
  needed: Routing['tools'],
  proposed: Routing['tools'],
  cards: readonly ToolCard[],
): Routing['tools'] {
  const isUsable = (name: string): boolean =>
    cards.some((card) => card.tool === name && onlyReads(card));
  const more = proposed.filter(
    ({ tool }) => isUsable(tool) && !needed.some((one) => one.tool === tool),
  );
  return [...needed, ...more];
}

/**
 * A routing whose domains are not asked, as a tool alone meets the need of its question: it is only about them.
 * Pure.
 *
 * @param isAlone Whether the question wants nothing that rows answer.
 */
export function askNoDomain<Route extends Pick<Routing, 'domains' | 'tools'>>(
  routing: Route,
  isAlone: boolean,
): Route & Pick<Routing, 'about'> {
  const isMet = routing.tools.some(({ tool }) => toolOf(tool)?.meets === 'board');
  if (!isAlone || !isMet) return routing;
  return { ...routing, domains: [], about: routing.domains.map(({ domain }) => domain) };
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
