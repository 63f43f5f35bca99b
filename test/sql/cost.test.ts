import { agreesWithLedger } from './agree.ts';
import { costChecks } from './expected/cost.ts';

agreesWithLedger(costChecks);
