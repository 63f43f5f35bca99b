import { agreesWithLedger } from './agree.ts';
import { accessByDayChecks } from './expected/access-by-day.ts';
import { costByDayChecks } from './expected/cost-by-day.ts';
import { loadByDayChecks } from './expected/load-by-day.ts';
import { workByDayChecks } from './expected/work-by-day.ts';

agreesWithLedger([
  ...costByDayChecks,
  ...workByDayChecks,
  ...loadByDayChecks,
  ...accessByDayChecks,
]);
