import type { Config } from '../../config/index.ts';

/** A shorter secret may be an ordinary word: hiding it would make texts unreadable. */
const shortest = 6;

/**
 * Makes a function that replaces the secrets of the settings in a text by asterisks.
 */
export function createSecretFilter({ databricks, model, database, tokenKeys }: Config) {
  const password = database.url === null ? '' : new URL(database.url).password;
  const secrets = [
    databricks.token,
    databricks.clientSecret,
    model.apiKey,
    password,
    decodeURIComponent(password),
    ...tokenKeys.map(({ key }) => key),
  ].filter((secret) => secret !== null && secret.length >= shortest);
  return (text: string): string =>
    secrets.reduce<string>((rest, secret) => rest.replaceAll(secret ?? '', '***'), text);
}
