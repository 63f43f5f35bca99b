/** Shorter ones are no secrets, and words of a text would be taken away. */
const leastLength = 8;

/**
 * A text that another system wrote, without the credentials that it was sent and may have repeated.
 *
 * Pure.
 *
 * @param sent Credentials, or values of headers: what stands behind the scheme (`Bearer …`) counts alone.
 */
export function withoutSecrets(text: string, sent: Iterable<string>): string {
  const secrets = [...sent].map((value) => value.slice(value.lastIndexOf(' ') + 1));
  return secrets
    .filter((secret) => secret.length >= leastLength)
    .reduce((left, secret) => left.replaceAll(secret, '…'), text);
}
