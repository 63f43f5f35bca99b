import { conceptWords } from '../language/concepts.ts';
import { createSpeller } from '../language/spelling.ts';
import { placeOf, readTimes } from '../language/time/read-times.ts';

/** Common words that the wordings may not have: another word near them would be no correction. */
const commonWords =
  'able actually again against almost along already although always among anyway around away back become became been began begin behind below beside best better both bring brought called came cannot care case certain clear close come comes coming common could course current deal different does doing done down during early easy either else enough ever every exactly fact fairly feel felt finally find fine first follow found four friend full further gave general gets getting given goes going gone good great guess half hand happen hard head hear heard held help here high hold home hope idea instead keep keeps kept kind knew know known large later least leave left less letter like likely line little long look looks lose made main make makes making many matter maybe mean means meant might mind mine month more most much must name near need needs never next nice note nothing often once open other otherwise ours over part perhaps person place plan please point possible probably problem quite rather reach real really reason right said same seem seems seen sense sent several side simple since small some something sometimes soon sort sound stay still stop such suddenly suppose sure take taken taking talk tell than thank their thing things think third thought thus today together told took toward true turn under until upon used using usual very wait want wanted wants ways well went were what whatever whether while whole wish wonder word words work worry worse worth would wrong year yesterday yet young your ' +
  'yesterday today tonight overnight midnight morning evening weekend monday tuesday wednesday thursday friday saturday sunday ' +
  'january february march april june july august september october november december since until between during within before after ' +
  'which what where when whose there their these those about would could should please show give list tell with without from into only just every each other another than then them they have having been being does doing';

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];

/**
 * Creates the function that corrects misspelt words by the words of some texts. Names (with a digit, an
 * underscore, a dot, a hyphen or an @), words in quotes and times that can be read stay as they are.
 */
export function createCorrect(texts: Iterable<string>): (text: string) => string {
  const known = new Set([...conceptWords, commonWords].flatMap(wordsOf));
  for (const text of texts) for (const word of wordsOf(text)) known.add(word);
  const spell = createSpeller(known);
  return (text) => {
    const { periods, unread } = readTimes(text, 0, 'UTC');
    const kept = [...periods, ...unread].flatMap(({ label }) => placeOf(label, text) ?? []);
    return text.replace(
      /(?<![\p{L}\p{N}_.@'’`"-])\p{L}{4,}(?![\p{L}\p{N}_@`"-]|\.\p{L})/gu,
      (word: string, at: number) =>
        kept.some(({ from, to }) => at >= from && at < to)
          ? word
          : (spell(word.toLowerCase()) ?? word),
    );
  };
}
