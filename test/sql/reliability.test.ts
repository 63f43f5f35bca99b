import { agreesWithLedger } from './agree.ts';
import { reliabilityChecks } from './expected/reliability.ts';

agreesWithLedger(reliabilityChecks);
