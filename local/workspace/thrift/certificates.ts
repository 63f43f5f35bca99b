// The package below finds its parts by it.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** A certificate for this machine's loopback, and the authority that vouches for it; PEM. */
export type Certificates = {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
};

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const lifetimeMs = 30 * 86_400_000;

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

/** Clocks of two processes may differ. */
const validity = (): { notBefore: Date; notAfter: Date } => ({
  notBefore: new Date(Date.now() - 3_600_000),
  notAfter: new Date(Date.now() + lifetimeMs),
});

async function keyText(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = await webcrypto.subtle.exportKey('pkcs8', key);
  return x509.PemConverter.encode(bytes, 'PRIVATE KEY');
}

/**
 * Makes an authority of its own and a certificate that only it vouches for. Nobody trusts it who is not
 * told to.
 *
 * Effect: random keys; the authority's key is forgotten at once.
 */
export async function createCertificates(): Promise<Certificates> {
  const [root, own] = await Promise.all([newKeys(), newKeys()]);
  const name = 'CN=Health Monitor local workspace';
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    name,
    keys: root,
    signingAlgorithm: algorithm,
    ...validity(),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  const certificate = await x509.X509CertificateGenerator.create({
    subject: 'CN=localhost',
    issuer: name,
    publicKey: own.publicKey,
    signingKey: root.privateKey,
    signingAlgorithm: algorithm,
    ...validity(),
    extensions: [
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  });
  return {
    authority: authority.toString('pem'),
    certificate: certificate.toString('pem'),
    key: await keyText(own.privateKey),
  };
}
