// The package below finds its parts by it.
import 'reflect-metadata';
import { webcrypto, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { authorityFile } from './authority-file.ts';

/** A certificate for this machine's loopback, and the authority that vouches for it; PEM. */
export type Certificates = {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
};

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 86_400_000;
const lifetimeMs = 30 * dayMs;

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

/** Of the three, by the names of their files. */
const files = {
  authority: authorityFile,
  certificate: 'sql-certificate.pem',
  key: 'sql-key.pem',
} as const;

/**
 * The certificates in a folder, made when there are none or when they end within a day: clients that trust the
 * authority go on trusting it when the process is restarted.
 *
 * Effect: may write three files that only their owner can read.
 */
export async function keptCertificates(folder: string | null): Promise<Certificates> {
  if (folder === null) return createCertificates();
  const path = (name: keyof typeof files): string => join(folder, files[name]);
  const names = Object.keys(files) as (keyof typeof files)[];
  if (names.every((name) => existsSync(path(name)))) {
    const [authority = '', certificate = '', key = ''] = names.map((name) =>
      readFileSync(path(name), 'utf8'),
    );
    const { validToDate } = new X509Certificate(certificate);
    if (validToDate.getTime() > Date.now() + dayMs) return { authority, certificate, key };
  }
  const made = await createCertificates();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of names) writeFileSync(path(name), made[name], { mode: 0o600 });
  return made;
}
