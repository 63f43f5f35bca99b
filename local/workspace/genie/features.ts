import { concepts } from '../../../language/concepts.ts';
import { stem } from '../../../language/text.ts';

/** Words that say nothing about what is asked; who, why, when, not and without do. */
const empty = new Set(
  (
    'a an the of in on for to from by at as is are was were be been am do does did has have had having will would can could should shall may might must ' +
    'i me my we us our ours you your it its he she they them their this that these those there here and or but so if then than also just only ' +
    'please show give list tell let get see want need like know which what whats with per s t re ve ll d m any some'
  ).split(' '),
);

/** A text that begins so wants something done; Genie only looks. */
const orders =
  /^\W*(?:please |can you |could you |kindly |go and |let['’]?s |just |now |hey,? |i want you to |we need to |you should )*(?:grant|revoke|delete|drop|remove|create|add|restart|start|stop|kill|cancel|abort|rerun|re-run|retry|resize|scale|disable|enable|send|mail|email|notify|alert|open|set|raise|increase|reduce|lower|cut|rotate|schedule|fix|repair|deploy|rename|change|move|turn|switch|assign|block|lock|unlock|suspend|pause|resume|terminate|shut|mask|encrypt|approve|book|buy|order|pay|refund|write|draft|translate|invite|reset|update|refresh|optimi[sz]e|vacuum|migrate|upgrade|install|give (?!me|us)|make (?!me|us a list)|tag|label|archive|clean|purge|trigger|launch|put)\b/i;

const wordsOf = (text: string): string[] =>
  (
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(/n['’]t\b/g, ' not')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).filter((word) => /\p{L}/u.test(word) || /^[45]\d\d$/.test(word));

/**
 * What a text is recognised by: its words without endings, the concepts that they stand for, and the
 * pairs of neighbours. Each once.
 */
export function featuresOf(text: string): string[] {
  const words = wordsOf(text);
  const telling = words.filter((word) => !empty.has(word)).map(stem);
  const pairs = telling.slice(1).map((word, index) => `${telling[index]} ${word}`);
  const meant = concepts(words.map(stem)).map((concept) => `@${concept}`);
  const order = orders.test(text) ? ['@order'] : [];
  const first = words[0] === undefined ? [] : [`^${stem(words[0])}`];
  return [...new Set([...telling, ...pairs, ...meant, ...first, ...order])];
}

/** `featuresOf` that keeps what it found: the same texts are looked at for every space. */
export function rememberingFeatures(): typeof featuresOf {
  const known = new Map<string, string[]>();
  return (text) => {
    const found = known.get(text) ?? featuresOf(text);
    known.set(text, found);
    return found;
  };
}
