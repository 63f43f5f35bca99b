import { z } from 'zod';

/** What the list of a model service says about one model. */
export type ModelLookUp =
  | { readonly is: 'listed' }
  /** `named` are some models that it lists; empty when it lists none. */
  | { readonly is: 'unlisted'; readonly named: readonly string[] }
  | { readonly is: 'refused'; readonly status: number };

const Models = z.object({ data: z.array(z.object({ id: z.string() })) });

/**
 * Looks a model up in the list of a service that speaks OpenAI's protocol, which costs no tokens. Some
 * services have no list, or leave out models that can be called.
 *
 * Effect: one GET.
 *
 * @throws {Error} When the service does not answer, or answers with a status from 500 on.
 */
export async function lookUpModel(
  { baseUrl, model, apiKey }: { baseUrl: string; model: string; apiKey: string | null },
  signal: AbortSignal,
): Promise<ModelLookUp> {
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
