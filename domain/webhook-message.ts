import { oneLine } from './markdown.ts';
import type { ToldEvent, WebhookBody } from './own-webhooks.ts';
import { cut } from './text.ts';

/** What a message tells, as text without markup. */
export type News = {
  readonly event: ToldEvent;
  /** When it happened, ISO-8601 UTC. */
  readonly at: string;
  readonly title: string;
  readonly text: string;
  /** Where people read more; null where there is no such page. */
  readonly url: string | null;
  /** The same for programs. */
  readonly data: Readonly<Record<string, unknown>>;
};

/** UTF-16 units: a header and a section of Slack take 150 and 3,000, a message of Teams 28 kB in all. */
const longestTitle = 150;
const longestText = 2_900;

/**
 * The body of a message in the form that its target takes. In no form is the text read as markup: names and
 * questions are foreign.
 *
 * Pure.
 */
export function webhookMessage(form: WebhookBody, news: News): string {
  const title = cut(oneLine(news.title), longestTitle);
  const text = cut(news.text.trim(), longestText);
  return JSON.stringify(forms[form]({ ...news, title, text }));
}

const forms = { standard, slack, teams } as const satisfies Record<
  WebhookBody,
  (news: News) => object
>;

/** @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
function standard({ event, at, data, url }: News): object {
  return { type: event, timestamp: at, data: { ...data, url } };
}

/** @see https://docs.slack.dev/messaging/formatting-message-text — what else would be markup in `text`. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
function slack({ title, text, url }: News): object {
  const plain = (words: string) => ({ type: 'plain_text', text: words, emoji: false });
  const more = { type: 'mrkdwn', text: `<${url ?? ''}|More>` };
  return {
    // Notifications show it in place of the blocks.
    text: escaped(title),
    blocks: [
      { type: 'header', text: plain(title) },
      ...(text === '' ? [] : [{ type: 'section', text: plain(text) }]),
      ...(url === null ? [] : [{ type: 'context', elements: [more] }]),
    ],
  };
}

/**
 * A text block would read its text as Markdown; a run of text does not.
 *
 * @see https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
function teams({ title, text, url }: News): object {
  const block = (words: string, style: object) => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: words, ...style }],
  });
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            block(title, { weight: 'bolder', size: 'medium' }),
            ...(text === '' ? [] : [block(text, {})]),
          ],
          ...(url === null ? {} : { actions: [{ type: 'Action.OpenUrl', title: 'More', url }] }),
        },
      },
    ],
  };
}
