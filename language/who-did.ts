import { namesGiven } from './names-given.ts';

const verbs: Readonly<Record<string, string>> = {
  edit: 'edited',
  change: 'changed',
  modify: 'modified',
  touch: 'touched',
  update: 'updated',
  alter: 'altered',
  resize: 'resized',
  pause: 'paused',
  delete: 'deleted',
  drop: 'dropped',
  create: 'created',
  start: 'started',
  run: 'ran',
  read: 'read',
};
const past = (verb: string): string => verbs[verb.toLowerCase()] ?? verb;

const last = '(?:very )?(last|latest|most recent|first)';
const somebody = '(?:person|user|one|colleague|guy|account|identity)';

/** Each way to ask who did something, as "who edited `etl` last". */
const ways: readonly (readonly [RegExp, (...parts: readonly string[]) => string])[] = [
  [
    new RegExp(
      `\\bwho (?:was|is|were) the ${last} (?:${somebody} )?(?:to (?:have )?|that |who )(\\p{L}+) ([^,?]+)`,
      'iu',
    ),
    (which, verb, object) => `who ${past(verb ?? '')} ${object} ${which}`,
  ],
  [
    new RegExp(
      `\\b(?:which|what) ${somebody} (?=(?:has |have |had )?\\p{L}+(?:ed|de|oke|ew)\\b)`,
      'iu',
    ),
    () => 'who ',
  ],
  [
    /\b(?:by whom|by who) (?:was|were|is|has|have)(?: been)? ([^,?]+?) (?:been )?(\p{L}+ed)\b/iu,
    (object, verb) => `who ${verb} ${object}`,
  ],
  [
    /\b(?:was|were|has|have) (?:the )?([^,?]+?) (?:been )?(changed|edited|modified|touched|updated|resized|paused|deleted|created|stopped|altered|reconfigured)([^,?]*?)[,?]? (?:(?:and|if so),? )?(?:by whom|by who|who by|who (?:was it|did (?:it|that|this)))/iu,
    (object, verb, rest) => `who ${verb} ${object}${rest}`,
  ],
  [
    /\bwho (\p{L}+ed) ([^,?]{2,80}?) most recently\b/iu,
    (verb, object) => `who ${verb} ${object} last`,
  ],
  [
    /\bwho (?:has |had )?(?:set|put) ([^,?]+?) (?:on|to) (?:pause|hold)\b/iu,
    (object) => `who paused ${object}`,
  ],
  [
    /\bwho (?:has )?(?:(?:approved|ordered|authori[sz]ed) (?:or|and) )?(?:made|performed|did|carried out|applied) the (?:last |latest )?(?:changes?|edits?|modifications?|updates?) (?:of|to|on|in|at) /iu,
    () => 'who changed ',
  ],
  [
    /\bwho (?:has |had )?(?:took|taken) (?:away )?([^,?]{2,80}?) (?:away )?from (?=\S)/iu,
    (right) => `who revoked ${right} from `,
  ],
  [/\bwho (?:has |had )?made the pause of /iu, () => 'who paused '],
  [/^\W*whoever (?=\p{L}+ )/iu, () => 'who '],
  [
    /\bwho (?:has |had )?(?:made|turned) ([^,?]+?) (?:smaller|bigger|larger)\b/iu,
    (object) => `who resized ${object}`,
  ],
  [
    /\bwho (?:do|should|can|must) (?:i|we) (?:blame|thank|ask) (?:for|about) (?=\S+[_.-]\S+)/iu,
    () => 'who last changed ',
  ],
];

/**
 * A question for who did something to a thing, in one form: "who was the last person to edit `etl`" is "who
 * edited `etl` last", "was `etl` changed, and by whom" is "who changed `etl`". Others stay as they are.
 *
 * Pure.
 */
export function asWhoDid(question: string): string {
  for (const [way, to] of ways) {
    const match = way.exec(question);
    if (match === null) continue;
    const [all, ...parts] = match;
    return `${question.slice(0, match.index)}${to(...parts.map((part) => part ?? ''))}${question.slice(match.index + all.length)}`;
  }
  return question;
}

const changedByHand =
  'changed|edited|modified|touched|altered|resized|reconfigured|paused|deleted|renamed|stripped|removed|cut|lowered|raised|reduced|increased|started|triggered|kicked off|launched|stopped|disabled|enabled|shrunk|shrank';
const changed = `${changedByHand}|updated`;
/** A table has a time of its last change itself. */
const whenChanged = new RegExp(
  `\\bwhen (?:was|were|did)\\b(?!.*\\btables?\\b).*\\b(?:job|pipeline|warehouse|cluster|endpoint)\\b.*\\b(?:${changedByHand})\\b`,
  'i',
);

/** "Who edited `etl`", "when was the pipeline `etl` last edited": the audit knows, whatever the thing is. Pure. */
export const asksWhoChanged = (text: string): boolean =>
  whenChanged.test(text) ||
  (new RegExp(`\\bwho (?:last )?(?:${changed})\\b`, 'i').test(text) && isOfThing(text));

const isOfThing = (text: string): boolean =>
  namesGiven(text).length > 0 ||
  /\b(?:job|pipeline|warehouse|cluster|endpoint|table) \S+|\S+ (?:job|pipeline|warehouse|cluster|endpoint|table)\b/i.test(
    text,
  );
