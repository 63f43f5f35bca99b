import { isDomain } from '../domain/domains.ts';

const pair = /^\s*(\w+)\s*=\s*([\w-]+)\s*$/;
const partsOf = (text: string): string[] => text.split(';').filter((part) => part.trim() !== '');

/** Whether a text has the form `domain=id;domain=id`. Pure. */
export const isIdPerDomain = (text: string): boolean =>
  partsOf(text).every((part) => isDomain(pair.exec(part)?.[1] ?? ''));

/** The ids in such a text by domain. Pure. */
export const readIdPerDomain = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    partsOf(text).map((part) => {
      const [, domain = '', id = ''] = pair.exec(part) ?? [];
      return [domain, id];
    }),
  );
