import { withCarriedName } from './carried-name.ts';
import { withoutCourtesy } from './courtesies.ts';
import { withSources } from './lineage-direction.ts';
import { writtenOut } from './short-forms.ts';

/** "Took SELECT away": the parts of the verb stand together. */
const parted =
  /\b(took|take|taken|takes|taking) ((?!away|place|longer|long)\S+(?: on \S+)?) (away)\b/giu;

/**
 * A question as it would be asked in plain words: short forms written out, without what is said out of
 * courtesy, with the name that the sentence before it gives, and in one order where two mean the same.
 *
 * Pure.
 */
export const plainQuestion = (question: string): string =>
  withSources(withoutCourtesy(withCarriedName(writtenOut(question)))).replace(parted, '$1 $3 $2');
