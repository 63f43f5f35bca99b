/** The five domains of a platform and `unified`, which answers whole-platform questions. */
export const domains = [
  'cost',
  'security',
  'performance',
  'reliability',
  'quality',
  'unified',
] as const;

export type Domain = (typeof domains)[number];

/**
 * Tells whether a text names a domain.
 *
 * Pure.
 */
export function isDomain(text: string): text is Domain {
  return (domains as readonly string[]).includes(text);
}
