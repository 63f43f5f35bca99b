/** What a client is seen doing, in the words of the page about clients. */
export const abilities = [
  'asks',
  'streams',
  'goes on after a cut',
  'cancels',
  'is refused',
] as const;
export type Ability = (typeof abilities)[number];

/** The programs of one client; what it has no call for has none. */
export type Programs = Readonly<Partial<Record<Ability, () => Promise<void>>>>;

export const question = 'Which jobs cost the most yesterday?';
export const model = 'health-monitor';
export const apiKey = 'none';
/** The job of a planted incident. */
export const right = /payments_ledger_sync/;
/** 200 kB of items of input. */
export const tooMuch = 'x'.repeat(200_000);
