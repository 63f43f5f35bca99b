import type { Agent } from '../agents/agent.ts';
import { agents } from '../agents/index.ts';
import type { Domain } from '../domain/domains.ts';
import { namesTime, readTimes } from '../language/time/read-times.ts';
import type { Catalogue, CertifiedQuestion, QuestionParameter } from '../sql/catalogue.ts';
import { tablesIn } from '../sql/tables.ts';
import { defaultExpression, withDefaults } from '../sql/default-expression.ts';
import { itemId } from './item-id.ts';
import { type Item, type Kind, toLines } from './serialized-space.ts';

/** What the Genie space of a domain holds from us. */
export type WantedSpace = {
  readonly domain: Domain;
  readonly title: string;
  readonly description: string;
  readonly instructionsId: string;
  readonly instructions: string;
  readonly tables: readonly string[];
  readonly items: Readonly<Record<Kind, readonly Item[]>>;
};

/** What a description says of whose space it is. */
export const markOf = (domain: Domain): string => `[health-monitor:${domain}]`;

/** Where a question is written. */
export const pathOf = (question: CertifiedQuestion): string => `sql/questions/${question.id}.sql`;

/**
 * The questions that a domain's space holds: its own, and for `unified`, as a space has not room for
 * all, those of other domains that its own lead on to.
 */
export function questionsFor(domain: Domain, catalogue: Catalogue): readonly CertifiedQuestion[] {
  const own = catalogue.questions.filter((question) => question.domain === domain);
  if (domain !== 'unified') return own;
  const next = new Set(own.flatMap((question) => question.next.map(({ ask }) => ask)));
  return catalogue.questions.filter(
    (question) => question.domain === domain || next.has(question.id),
  );
}

/** Types on the wire; a time travels as text, because a default would have to be a date. */
const typeHints = {
  STRING: 'STRING',
  INT: 'INTEGER',
  DOUBLE: 'DECIMAL',
  DATE: 'DATE',
  TIMESTAMP: 'STRING',
} as const satisfies Record<QuestionParameter['type'], string>;

const isRelative = ({ type }: QuestionParameter): boolean =>
  type === 'TIMESTAMP' || type === 'DATE';

function parameterItem(name: string, parameter: QuestionParameter) {
  const { says, unit, default: value } = parameter;
  const format = parameter.type === 'TIMESTAMP' ? 'ISO-8601 in UTC, ending in Z' : undefined;
  const description = [says, unit, format].filter((part) => part !== undefined).join('; ');
  return {
    name,
    type_hint: typeHints[parameter.type],
    ...(description === '' ? {} : { description: [description] }),
    ...(isRelative(parameter) ? {} : { default_value: { values: [String(value)] } }),
  };
}

/** A sentence with one full stop at its end. */
const sentence = (text: string): string => `${text.trim().replace(/\.$/, '')}.\n`;

function guidance({ meaning, not, parameters, caveats }: CertifiedQuestion): string[] {
  const defaults = Object.entries(parameters)
    .filter(([, parameter]) => isRelative(parameter))
    .map(([name, parameter]) => `${name} = ${defaultExpression(parameter)}`);
  return [
    ...toLines(sentence(meaning)),
    ...(not.length === 0 ? [] : [sentence(`Not for: ${not.join(', ')}`)]),
    ...(defaults.length === 0
      ? []
      : [sentence(`Where the question names no time: ${defaults.join(', ')}`)]),
    ...caveats.flatMap((caveat) => toLines(sentence(caveat))),
  ];
}

/** A question as an example query. */
export function exampleItem(question: CertifiedQuestion): Item {
  const parameters = Object.entries(question.parameters);
  return {
    id: itemId(pathOf(question)),
    question: [question.question],
    sql: toLines(question.sql),
    ...(parameters.length === 0
      ? {}
      : { parameters: parameters.map(([name, parameter]) => parameterItem(name, parameter)) }),
    usage_guidance: guidance(question),
  };
}

/** A wording that names a time, a number or a thing is not answered by the defaults. */
const isPlain = (variant: string): boolean =>
  !namesTime(readTimes(variant, 0, 'UTC')) && !/\b\d+\b|\w\.\w|\b(?:in|of|on) \w+-\w/.test(variant);

function benchmarkItems(question: CertifiedQuestion): Item[] {
  const answer = [{ format: 'SQL', content: toLines(withDefaults(question)) }];
  return question.variants.filter(isPlain).map((variant) => ({
    id: itemId(`${pathOf(question)}#${variant}`),
    question: [variant],
    answer,
  }));
}

function instructionsFor(agent: Agent, questions: readonly CertifiedQuestion[], all: Catalogue) {
  const used = new Set(questions.flatMap(({ uses }) => uses));
  const words = Object.entries(all.definitions)
    .filter(([name]) => used.has(name))
    .map(([name, { says }]) => `- ${name.replaceAll('_', ' ')}: ${says}`);
  return [
    `This space answers: ${agent.asks}`,
    'The example queries are reviewed. Where one fits, use it as it is and fill only its parameters.',
    'All times are in UTC. A window includes its start and not its end.',
    'Where the question names no time, use the default that the guidance of the example names.',
    'Where no example fits, say what the answer leaves out.',
    ...(words.length === 0 ? [] : ['Words:', ...words]),
  ].join('\n');
}

/**
 * What the Genie space of a domain is to hold, from its agent and its certified questions. Nothing in
 * it depends on the day.
 */
export function wantedSpace(domain: Domain, catalogue: Catalogue): WantedSpace {
  const agent = agents[domain];
  const questions = questionsFor(domain, catalogue);
  const file = `agents/${domain}.ts`;
  return {
    domain,
    title: `Health Monitor: ${domain}`,
    description: `${agent.asks} Kept from files by Health Monitor; what others add stays. ${markOf(domain)}`,
    instructionsId: itemId(`${file}#instructions`),
    instructions: instructionsFor(agent, questions, catalogue),
    tables: [...new Set(questions.flatMap(({ sql }) => tablesIn(sql)))].toSorted(),
    items: {
      'example query': questions.map(exampleItem),
      benchmark: questions.flatMap(benchmarkItems),
      'sample question': agent.examples.map((example) => ({
        id: itemId(`${file}#${example}`),
        question: [example],
      })),
    },
  };
}
