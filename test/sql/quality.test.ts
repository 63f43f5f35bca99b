import { agreesWithLedger } from './agree.ts';
import { qualityChecks } from './expected/quality.ts';

agreesWithLedger(qualityChecks);
