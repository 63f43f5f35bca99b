import { withCarriedName } from './carried-name.ts';
import { withoutCourtesy } from './courtesies.ts';
import { withSources } from './lineage-direction.ts';
import { inPlainForm } from './in-plain-form.ts';
import { withoutPreface } from './preface.ts';
import { writtenOut } from './short-forms.ts';
import { asStateAsked } from './state-asked.ts';
import { asWhoDid } from './who-did.ts';

/** "Took SELECT away": the parts of the verb stand together. */
const parted =
  /\b(took|take|taken|takes|taking) ((?!away|place|longer|long)\S+(?: on \S+)?) (away)\b/giu;

/**
 * A question as it would be asked in plain words: short forms written out, without what is said out of
 * courtesy, with the name that the sentence before it gives, and in one form where several mean the same.
 *
 * Pure.
 */
export const plainQuestion = (question: string): string =>
  inPlainForm(
    asStateAsked(
      asWhoDid(withSources(withoutCourtesy(withoutPreface(withCarriedName(writtenOut(question)))))),
    ),
  ).replace(parted, '$1 $3 $2');
