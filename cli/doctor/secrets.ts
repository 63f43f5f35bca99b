import type { Config } from '../../config/index.ts';

/** What is shorter is a word like any other, and cutting it out would only spoil the text. */
const shortest = 6;

/**
 * Makes a filter that cuts the secrets of the settings out of a text, whoever brought them there.
 *
 * Pure.
 */
export function createCensor({ databricks, model, database, optional }: Config) {
  const password = database.url === null ? '' : new URL(database.url).password;
  const secrets = [
    databricks.token,
    databricks.clientSecret,
    model.apiKey,
    optional.tavilyApiKey,
    password,
    decodeURIComponent(password),
  ].filter((secret) => secret !== null && secret.length >= shortest);
  return (text: string): string =>
    secrets.reduce<string>((left, secret) => left.replaceAll(secret ?? '', '***'), text);
}
