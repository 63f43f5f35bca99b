const thing = '(?:things?|questions?|topics?|subjects?|matters?|issues?|note|one)';

/** What announces that what comes has nothing to do with what was asked before. */
const announced = new RegExp(
  `^\\W*(?:(?:ok(?:ay)?|thanks?(?: you)?|thx|great|perfect|cool|good|alright|right|now|and|but|so|sorry)\\W+)*(?:(?:by the way|btw|apropos|unrelated|off[- ]topic|change of (?:topic|subject)|(?:forget|leave|scrap|drop) (?:about )?(?:that|it|this)|never ?mind(?: (?:that|it|this))?|next (?:topic|question|subject))(?: to (?:that|this))?|(?:(?:something|anything) |(?:to|on) )?(?:an? |one |the )?(?:totally |completely |quite |very |entirely )*(?:different|another|other|new|unrelated|separate|else)(?: ${thing})?(?: entirely| altogether| now)?)\\s*[:,.!–-]*\\s+(?=\\p{L})`,
  'iu',
);

/** Words behind which "another" is a part of the question: "another workspace". */
const isAnnounced = (words: string): boolean =>
  /[:,.!–-]\s*$/.test(words) || /\b(?:btw|by the way)\s*$/i.test(words);

/**
 * What a text asks that says of itself to begin something new: "btw, which jobs failed?"; null for others.
 *
 * Pure.
 */
export function newSubject(text: string): string | null {
  const words = announced.exec(text)?.[0];
  return words === undefined || !isAnnounced(words) ? null : text.slice(words.length);
}
