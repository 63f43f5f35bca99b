/** The 97.5 % quantile of the normal distribution: bounds with 95 % confidence. */
const z = 1.959963984540054;

/**
 * The score interval of a share, which is right for few rows and for shares of 0 and 1 too. Pure.
 *
 * @see Wilson, E. B. (1927). Probable Inference, the Law of Succession, and Statistical Inference.
 *   Journal of the American Statistical Association 22 (158), 209–212.
 * @returns Bounds with 95 % confidence; 0 and 1 without any row.
 */
export function wilson(
  passed: number,
  judged: number,
): { readonly low: number; readonly high: number } {
  if (judged === 0) return { low: 0, high: 1 };
  const share = passed / judged;
  const spread = z ** 2 / judged;
  const center = share + spread / 2;
  const half = z * Math.sqrt((share * (1 - share) + spread / 4) / judged);
  // At a share of 0 or 1 rounding would leave 1e-17 beyond the bound.
  return {
    low: passed === 0 ? 0 : (center - half) / (1 + spread),
    high: passed === judged ? 1 : (center + half) / (1 + spread),
  };
}
