import { z } from 'zod';

const orNull = <T>(value: T | undefined): T | null => value ?? null;

const keyBytes = 32;
const pair = /^([\w.-]{1,32}):([A-Za-z0-9+/]{43}=?)$/;

const pairsOf = (text: string): readonly (RegExpExecArray | null)[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => pair.exec(part));

const readKeys = (text: string): readonly { readonly name: string; readonly key: string }[] =>
  pairsOf(text).flatMap((found) => {
    const [, name, key] = found ?? [];
    return name === undefined || key === undefined ? [] : [{ name, key }];
  });

function areKeys(text: string): boolean {
  const keys = readKeys(text);
  const names = new Set(keys.map(({ name }) => name));
  const areWhole = keys.every(({ key }) => Buffer.from(key, 'base64').length === keyBytes);
  return areWhole && names.size === keys.length && keys.length === pairsOf(text).length;
}

/** Whether Genie and the warehouse are asked as the user who asks, and the keys of their stored tokens. */
export const onBehalfSettings = {
  ON_BEHALF_OF: z
    .enum(['databricks-apps'], { error: 'databricks-apps, or nothing' })
    .optional()
    .transform(orNull),
  TOKEN_KEYS: z
    .string()
    .refine(areKeys, 'name:key with commas between them, each key 32 bytes as base64')
    .transform(readKeys)
    .prefault(''),
};

type OnBehalfSettings = {
  [Name in keyof typeof onBehalfSettings]: z.infer<(typeof onBehalfSettings)[Name]>;
};

/** As `authRules`. A worker has no AUTH: it only reads what an API has stored. */
export function onBehalfRules(
  s: OnBehalfSettings & { readonly AUTH: readonly string[] },
): readonly (readonly [variable: string, holds: boolean, expected: string])[] {
  const isOff = s.ON_BEHALF_OF === null;
  return [
    [
      'ON_BEHALF_OF',
      isOff || s.AUTH.length === 0 || s.AUTH.includes('databricks-apps'),
      'databricks-apps only with AUTH=databricks-apps: no other way in brings the token of a user for the workspace',
    ],
    [
      'TOKEN_KEYS',
      isOff || s.TOKEN_KEYS.length > 0,
      'a key such as 2026-12:… (openssl rand -base64 32), as ON_BEHALF_OF is set: the tokens of users are stored encrypted with it',
    ],
  ];
}

export type OnBehalfConfig = {
  /** Whether Genie and the warehouse are asked as the user who asks, and never as the service. */
  readonly onBehalfOf: boolean;
  /** The newest first: it encrypts, all decrypt. */
  readonly tokenKeys: readonly { readonly name: string; readonly key: string }[];
};

/** Pure. */
export const onBehalfOfUsers = (s: OnBehalfSettings): OnBehalfConfig => ({
  onBehalfOf: s.ON_BEHALF_OF !== null,
  tokenKeys: s.TOKEN_KEYS,
});
