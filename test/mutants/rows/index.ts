import type { Mutant } from '../mutant.ts';
import { ofAnswering } from './answering.ts';
import { ofAsking } from './asking.ts';
import { ofLanes } from './lanes.ts';
import { ofLog } from './log.ts';
import { ofMemory } from './memory.ts';
import { ofQuota } from './quota.ts';
import { ofWatching } from './watching.ts';

/** All mutants that were made by hand. */
export const mutants: readonly Mutant[] = [
  ...ofLanes,
  ...ofQuota,
  ...ofLog,
  ...ofMemory,
  ...ofWatching,
  ...ofAsking,
  ...ofAnswering,
];
