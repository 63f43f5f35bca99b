import { z } from 'zod';

const orNull = <T>(value: T | undefined): T | null => value ?? null;

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** A key is sent to the address, so plain http is allowed on this machine only. */
const isSafeAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname));
};

const readHosts = (text: string): readonly string[] =>
  text
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== '');
const areHosts = (text: string): boolean =>
  readHosts(text).every((host) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host));

const isCredits = (text: string): boolean => /^[1-9]\d{0,6}$/.test(text.trim());

/** Web search and the index of runbooks. */
export const toolSettings = {
  TAVILY_API_KEY: z
    .string()
    .regex(/^\S+$/, 'a key without spaces, as https://app.tavily.com shows it')
    .optional()
    .transform(orNull),
  TAVILY_BASE_URL: z
    .string()
    .refine(isSafeAddress, 'an https:// address (http:// only on this machine)')
    .transform((text) => text.replace(/\/+$/, ''))
    .prefault('https://api.tavily.com'),
  WEB_SEARCH_DOMAINS: z
    .string()
    .refine(areHosts, 'host names with commas between them')
    .transform(readHosts)
    .prefault(
      'docs.databricks.com,status.databricks.com,community.databricks.com,www.databricks.com,learn.microsoft.com',
    ),
  WEB_SEARCH_DAILY_CREDITS: z
    .string()
    .refine(isCredits, 'credits a day, a whole number from 1 to 9999999')
    .transform(Number)
    .prefault('100'),
  VECTOR_SEARCH_ENDPOINT: z.string().optional().transform(orNull),
  VECTOR_SEARCH_INDEX: z
    .string()
    .regex(/^[^.\s]+\.[^.\s]+\.[^.\s]+$/, 'the full name of an index: catalog.schema.index')
    .optional()
    .transform(orNull),
};
