import { agreesWithLedger } from './agree.ts';
import { performanceChecks } from './expected/performance.ts';
import { settingsChecks } from './expected/settings.ts';

agreesWithLedger([...performanceChecks, ...settingsChecks]);
