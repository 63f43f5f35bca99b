import { describe, expect, it } from 'vitest';
import { webhookBodies } from '../../domain/own-webhooks.ts';
import { webhookMessage } from '../../domain/webhook-message.ts';
import type { News } from '../../domain/webhook-message.ts';

const news: News = {
  event: 'investigation.finished',
  at: '2026-11-30T04:00:00.000Z',
  title: 'What did <!channel> cost?\n',
  text: 'Jobs cost *12* & more, `x` <@U1> [a](http://evil)',
  url: 'https://monitor.example/i/inv_1',
  data: { id: 'inv_1', status: 'completed' },
};

describe('a message', () => {
  it('is for programs as Standard Webhooks has it', () => {
    expect(JSON.parse(webhookMessage('standard', news))).toEqual({
      type: 'investigation.finished',
      timestamp: news.at,
      data: { id: 'inv_1', status: 'completed', url: news.url },
    });
  });

  it('is for Slack blocks of plain text, so that no name in it calls anybody', () => {
    expect(JSON.parse(webhookMessage('slack', news))).toEqual({
      text: 'What did &lt;!channel&gt; cost?',
      blocks: [
        {
          type: 'header',
          text: { type: 'plain_text', text: 'What did <!channel> cost?', emoji: false },
        },
        { type: 'section', text: { type: 'plain_text', text: news.text, emoji: false } },
        { type: 'context', elements: [{ type: 'mrkdwn', text: `<${news.url}|More>` }] },
      ],
    });
  });

  it('is for Teams a card whose runs are no Markdown', () => {
    expect(JSON.parse(webhookMessage('teams', news))).toMatchObject({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            type: 'AdaptiveCard',
            version: '1.4',
            body: [
              { type: 'RichTextBlock', inlines: [{ type: 'TextRun', weight: 'bolder' }] },
              { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: news.text }] },
            ],
            actions: [{ type: 'Action.OpenUrl', url: news.url }],
          },
        },
      ],
    });
  });

  it.each(webhookBodies)('of %s stays within what its target takes', (form) => {
    const long = { ...news, title: '😀'.repeat(400), text: '&😀'.repeat(9_000), url: null };
    const body = webhookMessage(form, long);
    expect(Buffer.byteLength(body)).toBeLessThan(28_000);
    const { blocks = [] } = JSON.parse(body) as { blocks?: { text: { text: string } }[] };
    expect(blocks.map(({ text }) => text.text.length <= 3_000)).toEqual(blocks.map(() => true));
    expect(blocks[0]?.text.text.length ?? 0).toBeLessThanOrEqual(150);
  });
});
