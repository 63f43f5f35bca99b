import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** How the process of a lane ended. */
export type LaneEnd = {
  readonly name: string;
  readonly code: number | null;
  readonly signal: string | null;
  /** The last lines that it said. */
  readonly tail: readonly string[];
  /** File with vitest's report, which need not be there. */
  readonly report: string;
};

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const firstLine = (text = ''): string => text.trim().split('\n', 1)[0] ?? '';

/**
 * What a lane came to, in the lines that end a run: each test and each file that failed, and the last words of
 * a lane that ended before its report was written.
 *
 * Effect: reads the report.
 *
 * @param root Folder that file names are told from.
 */
export function laneSummary(
  { name, code, signal, tail, report }: LaneEnd,
  root: string,
): readonly string[] {
  const end = signal === null ? `exit code ${code}` : `ended by ${signal}`;
  if (!existsSync(report))
    return [
      `${name}: ${end}, and no report: its tests did not come to their end. Its last lines:`,
      ...tail.map((line) => `  ${line}`),
    ];
  const read = Report.parse(JSON.parse(readFileSync(report, 'utf8')));
  const failed = read.testResults.flatMap(({ name: path, status, message, assertionResults }) => {
    const file = path.replace(`${root}/`, '');
    const tests = assertionResults
      .filter((one) => one.status === 'failed')
      .map((one) => `  ${file}: ${one.fullName}: ${firstLine(one.failureMessages?.[0])}`);
    return tests.length > 0 || status !== 'failed' ? tests : [`  ${file}: ${firstLine(message)}`];
  });
  return [
    `${name}: ${read.numPassedTests} passed, ${read.numFailedTests} failed, ${end}`,
    ...failed,
  ];
}
