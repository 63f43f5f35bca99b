import type { ToolCard } from '../domain/tools.ts';
import { needsUser } from '../domain/on-behalf.ts';
import { alerts } from './alerts.ts';
import { dashboards } from './dashboards.ts';
import { runbooks } from './runbooks.ts';
import type { Tool } from './tool.ts';
import { webSearch } from './web-search.ts';

/** Every tool by its name, in the order in which an answer tells what they found. */
export const tools = {
  runbooks,
  web_search: webSearch,
  dashboards,
  alerts,
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof tools;

export const toolNames = Object.keys(tools) as readonly ToolName[];

/** The tool with a name, also one that an earlier version stored; null where there is none. Pure. */
export const toolOf = (name: string): Tool | null =>
  Object.hasOwn(tools, name) ? tools[name as ToolName] : null;

/**
 * All tools, and what is missing before each can be used.
 *
 * Pure.
 *
 * @param set Names of the settings that have a value.
 * @param onlyAsUser Whether the workspace is asked only as the user who asks.
 */
export function toolCards(set: ReadonlySet<string>, onlyAsUser = false): readonly ToolCard[] {
  return toolNames.map((tool) => {
    const { describes, effect, timeoutMs, needs, isAsService = false }: Tool = tools[tool];
    const missing = needs.filter(({ setting }) => !set.has(setting));
    const why =
      isAsService && onlyAsUser
        ? needsUser('what uses the rights of the service is closed')
        : missing.map(({ setting, how }) => `${setting} is not set: ${how}.`).join(' ');
    return { tool, describes, effect, timeoutMs, why: why === '' ? null : why };
  });
}
