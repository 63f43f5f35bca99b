/** Words that begin a clause that asks or tells, and not a thing that is listed. */
export const clause =
  /^\W*(?:(?:and|but|or|so|also|then|plus)\s+)*(?:which|what|whats|who|whose|whom|why|how|when|where|whether|if|are|is|do|does|did|was|were|has|have|had|can|could|will|would|should|it|them|they|he|she|we|i|there|any(?:one|body|thing)|some(?:one|body)|nobody|that)\b/i;

/** Words that ask, which no name of what is asked about begins with. */
export const asking =
  /^\W*(?:which|what|whats|who|whose|whom|why|how|when|where|are|is|do|does|did|was|were|has|have|had|can|could|will|would|should)\b/i;

/** What a thing of a platform is called, of whatever kind. */
export const thing =
  /\b(?:(?:job|table|warehouse|cluster|pipeline|endpoint|dashboard|workspace|schema|catalog|model|app|user|team)s?)\b/i;
