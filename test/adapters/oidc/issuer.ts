import { OAuth2Server } from 'oauth2-mock-server';

export type Issuer = AsyncDisposable & {
  readonly url: string;
  readonly server: OAuth2Server;
  /** A signed token; what is given stands over the usual claims, null takes one away. */
  readonly token: (claims?: Readonly<Record<string, unknown>>, kid?: string) => Promise<string>;
};

export const audience = 'health-monitor';

/** A real issuer of OpenID Connect on loopback, with one RSA key. */
export async function startIssuer(): Promise<Issuer> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256', { kid: 'first' });
  await server.start(0, '127.0.0.1');
  const { port } = server.address();
  const url = `http://127.0.0.1:${port}`;
  server.issuer.url = url;
  return {
    url,
    server,
    token: (claims = {}, kid = 'first') =>
      server.issuer.buildToken({
        kid,
        scopesOrTransform: (_, payload) => {
          Object.assign(payload, { sub: 'ann', aud: audience }, claims);
          for (const [name, value] of Object.entries(claims)) {
            if (value === null) Reflect.deleteProperty(payload, name);
          }
        },
      }),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}
