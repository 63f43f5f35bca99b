import { agreesWithLedger } from './agree.ts';
import { costOfMonthsChecks } from './expected/cost-of-months.ts';
import { costChecks } from './expected/cost.ts';

agreesWithLedger([...costChecks, ...costOfMonthsChecks]);
