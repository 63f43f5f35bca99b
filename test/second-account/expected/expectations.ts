import { access } from './access.ts';
import { addresses } from './addresses.ts';
import { anomalies } from './anomalies.ts';
import type { Expectations } from './ask.ts';
import { costOfObjects } from './cost-of-objects.ts';
import { cost } from './cost.ts';
import { latency } from './latency.ts';
import { compute } from './performance.ts';
import { pipelineAnswers } from './pipelines.ts';
import { openProblems } from './open-problems.ts';
import { quality } from './quality.ts';
import { queries } from './queries.ts';
import { reliability } from './reliability.ts';
import { runAnswers } from './runs.ts';
import { security } from './security.ts';
import { settings } from './settings.ts';
import { tables } from './tables.ts';
import { joined } from './unified-joins.ts';
import { unified } from './unified.ts';

/** What each certified question answers of the second account. */
export const expectations: Expectations = {
  ...cost,
  ...costOfObjects,
  ...latency,
  ...runAnswers,
  ...joined,
  ...anomalies,
  ...compute,
  ...queries,
  ...reliability,
  ...pipelineAnswers,
  ...quality,
  ...tables,
  ...security,
  ...access,
  ...addresses,
  ...settings,
  ...unified,
  ...openProblems,
};
