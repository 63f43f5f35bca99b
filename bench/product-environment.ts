import { spaceSettingOf } from '../domain/domains.ts';
import type { Engines } from './engines.ts';
import type { GenieStub } from './genie-stub.ts';
import { questionDomains } from './steps.ts';

/** The product's settings for the engines and the stub of a run, with a quota that is never reached. */
export function productEnvironment(
  engines: Pick<Engines, 'databaseUrl' | 'temporalAddress'>,
  stub: Pick<GenieStub, 'url'>,
): Record<string, string> {
  return {
    DATABASE_URL: engines.databaseUrl,
    TEMPORAL_ADDRESS: engines.temporalAddress,
    DATABRICKS_HOST: stub.url,
    DATABRICKS_TOKEN: 'bench',
    GENIE_QUESTIONS_PER_MINUTE: '10000',
    ...Object.fromEntries(questionDomains.map((domain) => [spaceSettingOf(domain), domain])),
  };
}
