import { z } from 'zod';

const name = z.string();
const Dataset = z.looseObject({ name, displayName: z.string().optional() });
const Item = z.looseObject({
  widget: z.looseObject({ name }),
  position: z.looseObject({ y: z.number(), height: z.number() }),
});
const Page = z.looseObject({ name, displayName: z.string().optional(), layout: z.array(Item) });
const Content = z.looseObject({
  datasets: z.array(Dataset).default([]),
  pages: z.array(Page).default([]),
});

/** What `serialized_dashboard` holds, as far as we touch it; all else stays as it is. */
export type DashboardContent = z.infer<typeof Content>;
export type Dataset = z.infer<typeof Dataset>;
export type Item = z.infer<typeof Item>;
export type Page = z.infer<typeof Page>;

/** The content of a dashboard; null when it is in a form that we do not know. Pure. */
export function readContent(serialized: string): DashboardContent | null {
  try {
    return Content.safeParse(JSON.parse(serialized)).data ?? null;
  } catch {
    return null;
  }
}
