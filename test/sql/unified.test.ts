import { agreesWithLedger } from './agree.ts';
import { unifiedChecks } from './expected/unified.ts';

agreesWithLedger(unifiedChecks);
