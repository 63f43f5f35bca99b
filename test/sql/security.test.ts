import { agreesWithLedger } from './agree.ts';
import { securityChecks } from './expected/security.ts';

agreesWithLedger(securityChecks);
