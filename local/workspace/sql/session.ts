import { quoteText } from '../../data/quote.ts';

/** Who asks, and when: values of `current_user()` and `current_timestamp()`. */
export type SqlSession = {
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly user: string;
};

type Value = (session: SqlSession) => string;
const clockOf = ({ nowMs }: SqlSession) =>
  new Date(nowMs).toISOString().slice(0, 23).replace('T', ' ');
const timestamp: Value = (session) => `cast('${clockOf(session)}' as timestamp)`;
const date: Value = (session) => `cast('${clockOf(session).slice(0, 10)}' as date)`;
const user: Value = (session) => quoteText(session.user);

/** Functions whose value is the session's, as a constant; those marked may have no brackets. */
export const sessionValues: Readonly<
  Record<string, { readonly value: Value; readonly bare?: true }>
> = {
  current_timestamp: { value: timestamp, bare: true },
  now: { value: timestamp },
  current_date: { value: date, bare: true },
  curdate: { value: date },
  current_user: { value: user, bare: true },
  session_user: { value: user, bare: true },
  user: { value: user },
  current_catalog: { value: () => "'system'" },
  current_database: { value: () => "'default'" },
  current_schema: { value: () => "'default'" },
  current_timezone: { value: () => "'Etc/UTC'" },
};
