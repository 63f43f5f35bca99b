import { z } from 'zod';
import { domains, isDomain } from '../domain/domains.ts';

const pair = /^\s*(\w+)\s*=\s*([\w-]+)\s*$/;
const partsOf = (text: string): string[] => text.split(';').filter((part) => part.trim() !== '');

/** Whether a text has the form `domain=id;domain=id`. Pure. */
const isIdPerDomain = (text: string): boolean =>
  partsOf(text).every((part) => isDomain(pair.exec(part)?.[1] ?? ''));

/** The ids in such a text by domain. Pure. */
const readIdPerDomain = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    partsOf(text).map((part) => {
      const [, domain = '', id = ''] = pair.exec(part) ?? [];
      return [domain, id];
    }),
  );
/** Whom alerts tell, as they stand between commas. Pure. */
const readSubscribers = (text: string): readonly string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Whether each is an e-mail address or an id. Pure. */
const isSubscribers = (text: string): boolean =>
  readSubscribers(text).every((one) => /^([^\s@,]+@[^\s@,]+\.[^\s@,]+|[\w-]+)$/.test(one));

/** The form of a Quartz expression; the service checks its values. Pure. */
const isQuartz = (text: string): boolean => {
  const fields = text.trim().split(/\s+/);
  const isForm = fields.every((field) => /^[\d*,/\-A-Za-z?#]+$/.test(field));
  return isForm && [6, 7].includes(fields.length) && (fields[3] === '?') !== (fields[5] === '?');
};

/** Dashboards and alerts of the workspace. */
export const boardSettings = {
  DASHBOARDS: z
    .string()
    .refine(isIdPerDomain, `domain=id;…, a domain being one of ${domains.join(', ')}`)
    .transform(readIdPerDomain)
    .prefault(''),
  ALERT_SUBSCRIBERS: z
    .string()
    .refine(isSubscribers, 'e-mail addresses or ids of notification destinations, with commas')
    .transform(readSubscribers)
    .prefault(''),
  ALERT_CRON: z
    .string()
    .refine(isQuartz, 'a Quartz expression such as 0 0 * * * ?')
    .prefault('0 0 * * * ?'),
};
