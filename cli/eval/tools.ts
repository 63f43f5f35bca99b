import { judgeTools, readToolSet, toolBars } from '../../eval/tools.ts';
import type { ToolQuestion } from '../../eval/tools.ts';
import { needsOf } from '../../wordings/needs-of.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/**
 * Finds what the labelled questions of one part need, and prints how that went.
 *
 * @returns The exit code: 0 when both bars are reached.
 */
export function evaluateTools(part: ToolQuestion['part']): number {
  const verdict = judgeTools(readToolSet(part), (text) => needsOf(text).map(({ need }) => need));
  const { questions, exact, falsePicks, byTool } = verdict;
  console.log(`${questions} questions: ${percent(exact)} get exactly the tools they need,`);
  console.log(`${percent(falsePicks)} of those that need none get one.\n`);
  for (const [tool, { needed, got, wrong }] of byTool)
    console.log(`${tool.padEnd(12)} ${got} of ${needed}, and ${wrong} wrong`);
  return exact >= toolBars.exact && falsePicks <= toolBars.falsePicks ? 0 : 1;
}
