/** "Fine until Friday, and now it fails": how it was before, and that this is over. */
const before =
  /\b(?:(?:up )?(?:until|till)|up to(?: and including)?|before|prior to) (?=(?:last |the |about |around )?(?:\w+day\b|\d|yesterday|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|week))/i;
const isOver =
  /\b(?:(?:and|but|then|yet|since|from then) (?:\S+ ){0,3}?(?:now|since|today|then|after|suddenly|no longer)|now|nowadays|these days|(?:why|how come) (?:is|are|does|do|has|have) (?:it|they|he|she|that)(?: \S+){0,2}? (?:still|not|so)|why (?:is|does) it still|since|after (?:that|it|this|then|which|wards)|afterwards|thereafter|then|from (?:then|that|there) on|(?:what|anything|something) (?:(?:has|have|was|were|is|been) )*(?:changed|happened|done|altered|modified|different|wrong))\b/i;
const trouble =
  /\b(?:fail\w*|error\w*|broke\w*|down|slow\w*|stale|late|red|refus\w+|throttl\w+|429s?|crash\w*|stuck|expensive)\b/i;
/** "Almost none", "not slow": no trouble. */
const hardly =
  /\b(?:no|not|none|never|nothing|hardly|barely|without|zero|few|close to (?:nothing|zero))\b/i;

/**
 * A text in which what ended at a time is the beginning of what is asked about: "fine until Friday, and now it
 * fails" asks about the time since Friday.
 *
 * Pure.
 */
export function sinceEnd(text: string): string {
  const found = before.exec(text);
  if (found === null) return text;
  const [left, right] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
  const change = isOver.exec(right);
  const former = `${left.split(/[.?!;:]/).at(-1)} ${right.slice(0, change?.index)}`;
  if (change === null || (trouble.test(former) && !hardly.test(former))) return text;
  return `${left}since ${right}`;
}
