import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanMarkdown, createMarkdownFilter, literal } from '../../domain/markdown.ts';

const workspace = 'https://ws.example';
const clean = (text: string): string => cleanMarkdown(text, [workspace]);

describe('foreign text in an answer', () => {
  it.each([
    ['spend by day', 'spend by day'],
    ['spend_by_day, 12.5 % on 2026-11-18', 'spend_by_day, 12.5 % on 2026-11-18'],
    ['![a](http://evil/x)', '!\\[a\\](`http://evil/x`)'],
    ['# heading', '\\# heading'],
    ['a\n\n# heading', 'a # heading'],
    ['<img src=x onerror=y>', '\\<img src=x onerror=y\\>'],
    ['[cost:1]', '\\[cost:1\\]'],
    ['a | b', 'a \\| b'],
    ['`code` and \\', '\\`code\\` and \\\\'],
    ['*strong* _weak_', '\\*strong\\* \\_weak\\_'],
    ['a\u202Eb\u0007c\u2066d', 'abcd'],
    ['&lt;b&gt; & c', '\\&lt;b\\&gt; & c'],
    ['see https://evil.example/x', 'see `https://evil.example/x`'],
  ])('%j shows as it is', (text, expected) => {
    expect(literal(text)).toBe(expected);
  });
});

describe('the Markdown of a model', () => {
  it.each([
    '# Heading\n\n- **Cost** rose to 12 [cost:1], see `a<b>` and `x[0](y)`.\n',
    '| a | b |\n|---|---|\n| 1 [cost:1] | 2 |\n',
    '```sql\nselect a<b from t -- ![x](y)\n```\n',
    'See [the docs](https://docs.databricks.com/sql?a=1#b) and https://ws.example/jobs/1.',
    'a < b, a > b, 5 * 3, a_b_c, 10:30, "quoted" — done!',
  ])('%j stays', (text) => {
    expect(clean(text)).toBe(text);
  });

  it.each([
    ['![a](https://ws.example/x.png)', '\\![a]\\(https://ws.example/x.png)'],
    ['<script>x</script>', '\\<script>x\\</script>'],
    ['[a](https://evil.example)', '[a]\\(`https://evil.example`)'],
    ['[a](javascript:x)', '[a]\\(javascript:x)'],
    ['[a](//evil.example)', '[a]\\(//evil.example)'],
    [
      '[a](https://docs.databricks.com@evil.example)',
      '[a]\\(`https://docs.databricks.com@evil.example`)',
    ],
    ['[a][b]\n\n[b]: https://evil.example', '[a][b]\n\n[b]\\: `https://evil.example`'],
    ['<https://evil.example>', '\\<`https://evil.example`>'],
    ['www.evil.example', '`www.evil.example`'],
    ['a ` b\n![x](y) `', 'a \\` b\n\\![x]\\(y) \\`'],
    ['| `x | ![x](y) ` |', '| \\`x | \\![x]\\(y) \\` |'],
    ['- a\n  ```\nb ![x](y)', '- a\n  \\`\\`\\`\nb \\![x]\\(y)'],
    ['```\nnever closed', '```\nnever closed\n```\n'],
    ['a\u202Eb\u001B[31mc\r\nd', 'ab[31mc\nd'],
    ['\\https://evil.example', '\\\\`https://evil.example`'],
  ])('%j leads nowhere', (text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  it.each([
    ['## Caveats\n- none', '\\## Caveats\n- none'],
    ['text\n# **Caveats**:\n', 'text\n\\# **Caveats**:\n'],
    ['> ### caveats ###\n', '> \\### caveats ###\n'],
    ['- ## Cav\u200Beats', '- \\## Cav\u200Beats'],
    ['## Ｃａｖｅａｔｓ', '\\## Ｃａｖｅａｔｓ'],
    ['## Cav&#101;ats', '\\## Cav&#101;ats'],
    ['Caveats\n---\nnone', 'Caveats\n\\---\nnone'],
    ['  **Caveats**\n=== \n', '  **Caveats**\n\\=== \n'],
  ])('%j is no heading of ours', (text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  it.each(['## Cost\n', '# Caveats of the price list\n', 'Cost\n---\n', 'Caveats\n\n---\n'])(
    '%j is a heading or a line of its own',
    (text) => {
      expect(clean(text)).toBe(text);
    },
  );

  const units = [
    'a',
    '`',
    '[',
    '![',
    '<',
    '\\',
    'word ',
    'x|`y`|',
    ':',
    'http://',
    '](',
    '*',
    '# ',
    '1',
  ];
  it.each(units)('of 124,000 characters of %j is read in its time', (unit) => {
    const all = unit.repeat(124_000 / unit.length);
    const filter = createMarkdownFilter([]);
    let cleaned = '';
    for (let at = 0; at < all.length; at += 4) cleaned += filter.push(all.slice(at, at + 4));
    expect(cleaned + filter.end()).toBe(cleanMarkdown(all, []));
  });

  const parts = fc.constantFrom(
    '`',
    '```',
    '~~~',
    '|',
    '\n',
    '![a](x)',
    '[a](https://evil.example)',
    '[cost:1]',
    ' ',
    '<b>',
    'https://evil.example/x',
    'www.evil.example',
    'https://ws.example/a',
    '\\',
    'word',
    ': ',
    '🙂',
    '## Caveats',
    'Caveats\n',
    '---',
    '- ',
    '1. ',
  );
  const text = fc.array(parts, { maxLength: 30 }).map((some) => some.join(''));

  it('is the same however it comes in pieces', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(text, lengths, (whole, sizes) => {
        const filter = createMarkdownFilter([workspace]);
        let rest = whole;
        let cleaned = '';
        for (let n = 0; rest !== ''; n += 1) {
          const size = sizes[n % sizes.length] ?? 1;
          cleaned += filter.push(rest.slice(0, size));
          rest = rest.slice(size);
        }
        expect(cleaned + filter.end()).toBe(clean(whole));
      }),
      { numRuns: 2_000 },
    );
  });

  it('that is handed on word by word does not wait for the end of its line', () => {
    const filter = createMarkdownFilter([]);
    const pieces = ['Jobs cost ', '12 [cost:1] ', 'in all, ', '**more** than ', '`etl`', ' did.'];
    expect(pieces.map((piece) => filter.push(piece)).slice(0, 4)).toEqual(pieces.slice(0, 4));
  });
});
