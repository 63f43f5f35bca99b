import { loadClientConnectConfig } from '@temporalio/envconfig';

/**
 * Where Temporal is and how to prove who we are, by Temporal's own variables and files.
 *
 * Effect: reads the environment through Temporal's own reader.
 *
 * @param address Wins over what Temporal's configuration says.
 */
export function temporalSettings(address: string | null) {
  const { connectionOptions, namespace } = loadClientConnectConfig();
  return {
    connectionOptions: { ...connectionOptions, ...(address === null ? {} : { address }) },
    namespace: namespace ?? 'default',
  };
}
