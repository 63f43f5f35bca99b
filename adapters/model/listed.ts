import { z } from 'zod';

/** What a model service says of one of its models, without being asked anything that costs. */
export type Listed =
  | { readonly is: 'listed' }
  /** `named` are some that it does list; empty when it lists none at all. */
  | { readonly is: 'unlisted'; readonly named: readonly string[] }
  | { readonly is: 'refused'; readonly status: number };

const Models = z.object({ data: z.array(z.object({ id: z.string() })) });

/**
 * Looks a model up in the list of a service that speaks OpenAI's protocol. Some services keep no
 * list, or leave names out that they answer to.
 *
 * Effect: one GET.
 *
 * @throws {Error} When nobody answers, or with a fault of the service's own.
 */
export async function lookUpModel(
  { baseUrl, model, apiKey }: { baseUrl: string; model: string; apiKey: string | null },
  signal: AbortSignal,
): Promise<Listed> {
  const reply = await fetch(`${baseUrl.replace(/\/+$/, '')}/models`, {
    headers: { accept: 'application/json', authorization: `Bearer ${apiKey ?? 'none'}` },
    redirect: 'manual',
    signal,
  });
  const text = await reply.text();
  if (reply.status === 401 || reply.status === 403) return { is: 'refused', status: reply.status };
  if (reply.status >= 500) throw new Error(`it answers with status ${reply.status}`);
  const names = namesIn(text);
  return names.includes(model) ? { is: 'listed' } : { is: 'unlisted', named: names.slice(0, 5) };
}

function namesIn(text: string): readonly string[] {
  try {
    return Models.parse(JSON.parse(text)).data.map(({ id }) => id);
  } catch {
    return [];
  }
}
