import { clustersNow, nodeMinutes, warehouseEvents, warehouseNow, warehouses } from '../compute.ts';
import { requests } from '../serving.ts';
import { answersBy, count, groupsOf, hourMs, mean, quantile, sum, t, within } from '../tell.ts';
import { lab, prod, workspaceName } from '../workspaces.ts';
import { ask, type Expectations, lately, times, type Window } from './ask.ts';
import { dollars, usageIn } from './money.ts';

type Placed = { readonly workspace: string };
export const placed = ({ workspace }: Placed) => ({
  workspace_id: workspace,
  workspace_name: workspaceName(workspace),
});

const cluster = (one: (typeof clustersNow)[number]) => ({
  ...placed(one),
  cluster_id: one.id,
  cluster_name: one.name,
  owner: one.owner,
});
const existing = clustersNow.filter(({ deletedAt }) => deletedAt === undefined);
const major = (runtime: string): number => Number(/(\d+)\./.exec(runtime)?.[1]);

/** Time is not spent on work while a node waits for its disk. */
const busy = ({ user, system }: (typeof nodeMinutes)[number]): number => user + system;
const each = (
  group: typeof nodeMinutes,
  of: (one: (typeof nodeMinutes)[number]) => number,
): number[] => group.flatMap((one) => Array.from({ length: one.minutes }, () => of(one)));
const measured = groupsOf(nodeMinutes, ({ workspace, cluster: id }) => ({ workspace, id })).map(
  ([key, group]) => {
    const name = clustersNow.find((one) => one.workspace === key.workspace && one.id === key.id);
    return {
      key: { ...placed(key), cluster_id: key.id, cluster_name: name?.name ?? null },
      group,
      owner: name?.owner ?? null,
    };
  },
);

/** Hours in which at least one cluster ran, and hours of clusters. */
function uptime(id: string, window: Window) {
  const events = warehouseEvents.filter((one) => one.id === id && within(one.at, window));
  const spans = events.map(({ at, clusters }, index) => ({
    clusters,
    hours: ((events[index + 1]?.at ?? window[1]) - at) / hourMs,
  }));
  return {
    running_hours: sum(spans, ({ clusters, hours }) => (clusters > 0 ? hours : 0)),
    cluster_hours: sum(spans, ({ clusters, hours }) => clusters * hours),
    starts: count(events, ({ type }) => type === 'STARTING'),
  };
}

const changes = warehouses.flatMap(({ workspace, id, versions }) =>
  versions.slice(1).flatMap((one, index) => {
    const old = versions[index];
    if (old === undefined || (old.size === one.size && old.most === one.most)) return [];
    return [
      {
        ...placed({ workspace }),
        warehouse_id: id,
        changed_at: one.at,
        old_size: old.size,
        new_size: one.size,
        old_max_clusters: old.most,
        new_max_clusters: one.most,
      },
    ];
  }),
);

export const compute: Expectations = {
  'performance/cluster_sizing': [
    ask(
      measured.map(({ key, group }) => {
        const cpu = quantile(each(group, busy), 0.95);
        const memory = quantile(
          each(group, (one) => one.memory),
          0.95,
        );
        return { ...key, node_type: 'm6i.large', p95_cpu_percent: cpu, p95_memory_percent: memory };
      }),
      times(lately),
    ),
  ],
  'performance/clusters_never_stopping': [
    ask(
      existing
        .filter(({ stopsAfter, source }) => !stopsAfter && ['UI', 'API'].includes(source))
        .map((one) => ({ ...cluster(one), changed_at: one.at })),
    ),
  ],
  'performance/fixed_size_clusters': [
    ask(
      existing
        .filter(({ workers }) => workers !== null)
        .map((one) => ({ ...cluster(one), cluster_source: one.source, workers: one.workers })),
    ),
  ],
  'performance/old_runtimes': [
    ask(
      existing
        .filter(({ runtime }) => major(runtime) < 14)
        .map((one) => ({
          ...cluster(one),
          dbr_version: one.runtime,
          major_version: major(one.runtime),
          changed_at: one.at,
        })),
      { min_version: 14 },
    ),
  ],
  'performance/underused_clusters': [
    ask(
      measured
        .map(({ key, group, owner }) => ({
          ...key,
          owner,
          node_hours: sum(group, ({ minutes }) => minutes) / 60,
          cpu_percent: mean(each(group, busy)),
          memory_percent: mean(each(group, (one) => one.memory)),
          list_cost_usd: dollars(
            usageIn(
              [t('11-04'), t('11-19')],
              (one) =>
                one.workspace === key.workspace_id && one.about['cluster_id'] === key.cluster_id,
            ),
          ),
        }))
        .filter((one) => one.node_hours >= 10 && one.cpu_percent < 30),
      { ...times(lately), max_cpu_percent: 30 },
    ),
  ],
  'performance/warehouse_changes': [
    ask(
      changes.filter(({ changed_at }) => within(changed_at, lately)),
      times(lately),
    ),
    ask(
      changes.filter(({ changed_at }) => within(changed_at, [t('11-10'), lately[1]])),
      { ...times([t('11-10'), lately[1]]), warehouse: 'Büro "B"' },
    ),
  ],
  'performance/warehouse_uptime': [
    ask(
      [
        { workspace: prod, id: 'wh-a' },
        { workspace: lab, id: 'wh-b' },
      ].map(({ workspace, id }) => ({
        ...placed({ workspace }),
        warehouse_id: id,
        warehouse_name: warehouseNow(workspace, id)?.name ?? null,
        ...uptime(id, lately),
      })),
      times(lately),
    ),
  ],
  // The last stretch has only requests that were refused, of which no tokens are counted.
  'performance/endpoint_errors': [lately, [t('11-18'), lately[1]] as const].map((window) =>
    ask(
      answersBy(
        requests.filter(({ at }) => within(at, window)),
        (one) => ({ ...placed(one), endpoint_name: one.endpoint }),
        (group) => {
          const throttled = count(group, ({ status }) => status === 429);
          return {
            requests: group.length,
            throttled,
            failed: count(group, ({ status }) => status >= 400) - throttled,
            output_tokens: sum(group, ({ output }) => output ?? 0),
          };
        },
      ),
      times(window),
    ),
  ),
};
