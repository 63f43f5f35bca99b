import type { WholeSpace } from '../adapters/databricks/genie-spaces.ts';
import type { Change } from './merge.ts';
import {
  emptySpace,
  type Item,
  itemsOf,
  type Kind,
  kinds,
  readSpace,
  type SerializedSpace,
  textIn,
  textOf,
} from './serialized-space.ts';

const change = (
  how: Change['how'],
  what: Change['what'],
  name: string,
  texts: Change['texts'] = [],
): Change => ({ how, what, name, texts });

function textChange(what: Change['what'], from: string, to: string): Change[] {
  return from.trim() === to.trim()
    ? []
    : [change('changed', what, '', [{ field: 'text', from, to }])];
}

function itemChanges(kind: Kind, from: SerializedSpace, to: SerializedSpace): Change[] {
  const name = (item: Item): string => textOf(item['question']).trim();
  const old = new Map(itemsOf(from, kind).map((item) => [item.id, item]));
  const now = new Map(itemsOf(to, kind).map((item) => [item.id, item]));
  const changed = [...now.values()].flatMap((item) => {
    const before = old.get(item.id);
    if (before === undefined) return [change('added', kind, name(item))];
    const fields = [...new Set([...Object.keys(before), ...Object.keys(item)])];
    const texts = fields
      .map((field) => ({ field, from: textIn(before[field]), to: textIn(item[field]) }))
      .filter((text) => text.from.trim() !== text.to.trim());
    return texts.length === 0 ? [] : [change('changed', kind, name(item), texts)];
  });
  const gone = [...old.values()].filter(({ id }) => !now.has(id));
  return [...changed, ...gone.map((item) => change('removed', kind, name(item)))];
}

function tableChanges(from: SerializedSpace, to: SerializedSpace): Change[] {
  const names = (space: SerializedSpace): string[] =>
    (space.data_sources?.tables ?? []).map(({ identifier }) => identifier);
  const [old, now] = [names(from), names(to)];
  return [
    ...now.filter((name) => !old.includes(name)).map((name) => change('added', 'table', name)),
    ...old.filter((name) => !now.includes(name)).map((name) => change('removed', 'table', name)),
  ];
}

/** What somebody changed in a space between two looks at it, in the parts that we know. */
export function changesBetween(before: WholeSpace, after: WholeSpace): readonly Change[] {
  const from = readSpace(before.serialized) ?? emptySpace;
  const to = readSpace(after.serialized) ?? emptySpace;
  const instructions = (space: SerializedSpace): string =>
    textOf(space.instructions?.text_instructions?.[0]?.content);
  return [
    ...textChange('title', before.title, after.title),
    ...textChange('description', before.description, after.description),
    ...textChange('instructions', instructions(from), instructions(to)),
    ...kinds.flatMap((kind) => itemChanges(kind, from, to)),
    ...tableChanges(from, to),
  ];
}
