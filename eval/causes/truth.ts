import { z } from 'zod';

const Thing = z.object({ id: z.string(), name: z.string() });

const Visible = z.object({
  is: z.enum(['cause', 'driver']),
  words: z.array(z.string()),
  objects: z.array(Thing),
  who: z.string().nullable(),
  at: z.string(),
  howMuch: z.array(z.object({ name: z.string(), value: z.string(), within: z.number() })),
});

/** The part of a world's truth by which a search for a cause is judged. */
export const WorldTruth = z.object({
  incidents: z.array(z.object({ id: z.string(), visible: Visible })),
  decoys: z.array(
    z.object({
      id: z.string(),
      never: z.object({
        who: z.string().nullable(),
        objects: z.array(Thing),
        words: z.array(z.string()),
      }),
    }),
  ),
});

/** Which incidents were planted, what is visible of them, and what beside them is innocent. */
export type WorldTruth = z.infer<typeof WorldTruth>;
export type VisibleTruth = z.infer<typeof Visible>;
export type NeverTruth = WorldTruth['decoys'][number]['never'];
