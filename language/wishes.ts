/** What stands between two wishes of one text. */
const between =
  /\s*(?:[.!?;+&]+(?=\s|$)|,|[-–—](?=\s))\s*(?:(?:and|plus|but|then|also|so) )*|\s+(?:and(?: then| also| please| maybe)?|plus|then|as well as|along with|together with)\s+/iu;

/**
 * The parts of a text that may each be a wish: "the board of costs and an alert above 2,500 a day". Empty where
 * it has one part only.
 *
 * Pure.
 */
export function wishesIn(text: string): readonly string[] {
  const parts = text.split(between).filter((part) => part.trim().split(/\s+/).length > 1);
  return parts.length > 1 ? parts : [];
}
