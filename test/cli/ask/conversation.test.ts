import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { converse } from '../../../cli/ask/conversation.ts';

const ctrlC = '\u0003';
const ctrlD = '\u0004';

/** Types a line whenever the prompt appears; the questions that were asked are the result. */
async function type(lines: readonly string[], goesOn = true) {
  const input = new PassThrough();
  const output = new PassThrough();
  const left = [...lines];
  const asked: string[] = [];
  const shown: string[] = [];
  output.on('data', (chunk: Buffer) => {
    shown.push(chunk.toString());
    if (chunk.toString().includes('> ')) setImmediate(() => input.write(left.shift() ?? ctrlD));
  });
  await converse({
    signal: new AbortController().signal,
    input,
    output,
    suggestions: ['Which jobs failed?', 'Which queries are slow?'],
    ask: async (question) => {
      asked.push(question);
      return goesOn;
    },
  });
  output.end();
  await text(output);
  return { asked, left };
}

describe('a prompt', () => {
  it('ends with the command that waits at it', async () => {
    const command = new AbortController();
    const output = new PassThrough();
    output.on('data', () => command.abort());
    await converse({
      signal: command.signal,
      input: new PassThrough(),
      output,
      suggestions: [],
      ask: async () => expect.unreachable(),
    });
    expect(command.signal.aborted).toBe(true);
  });
});

describe('questions typed one after the other', () => {
  it('are asked in order until Ctrl-D', async () => {
    const { asked } = await type(['Why?\r', '\r', '  And before? \r', ctrlD]);
    expect(asked).toEqual(['Why?', 'And before?']);
  });

  it('can be the number of a suggestion', async () => {
    expect((await type(['2\r', '7\r'])).asked).toEqual(['Which queries are slow?', '7']);
  });

  it('end with Ctrl-C at the prompt', async () => {
    const { asked, left } = await type([ctrlC, 'Why?\r']);
    expect([asked, left]).toEqual([[], ['Why?\r']]);
  });

  it('end when the command is over', async () => {
    expect((await type(['Why?\r', 'And?\r'], false)).asked).toEqual(['Why?']);
  });
});
