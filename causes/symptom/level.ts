/** What a measure was on some days, and what is usual on them. */
export type Level = { readonly observed: number; readonly usual: number };
