import { loadClientConnectConfig } from '@temporalio/envconfig';

/**
 * Address, namespace and credentials of Temporal, from Temporal's own variables and files.
 *
 * Effect: reads the environment through Temporal's own reader.
 *
 * @param address Overrides the address of Temporal's configuration; null keeps that.
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
