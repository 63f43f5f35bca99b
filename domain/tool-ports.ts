import type { InvestigationRef } from './investigation.ts';
import type { EndedTool, ToolEnd } from './tools.ts';

/** What tools of an investigation came to. */
export type ToolStore = {
  /** Tells that a tool runs, once; returns how it ended in an earlier attempt, or null. */
  readonly start: (ref: InvestigationRef, tool: string) => Promise<ToolEnd | null>;
  /** Stores how a tool ended; returns what stands, of this or an earlier attempt. */
  readonly end: (ref: InvestigationRef, ended: EndedTool) => Promise<ToolEnd>;
  /** The tools that have ended, in the order in which they did. */
  readonly ended: (ref: InvestigationRef) => Promise<readonly EndedTool[]>;
};
