import { agreesWithLedger } from './agree.ts';
import { performanceChecks } from './expected/performance.ts';

agreesWithLedger(performanceChecks);
