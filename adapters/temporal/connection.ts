import { loadClientConnectConfig } from '@temporalio/envconfig';

/**
 * Where Temporal is and how to prove who we are, by Temporal's own variables and files.
 *
 * Effect: reads the environment through Temporal's own reader.
 *
 * @param address Wins over what Temporal's configuration says.
 * @param env Read instead of this process's environment.
 */
export function temporalSettings(address: string | null, env?: Readonly<Record<string, string>>) {
  const { connectionOptions, namespace } = loadClientConnectConfig(
    env === undefined ? {} : { overrideEnvVars: { ...env } },
  );
  return {
    connectionOptions: { ...connectionOptions, ...(address === null ? {} : { address }) },
    namespace: namespace ?? 'default',
  };
}
