import { type Row, stamp, t } from './tell.ts';

/** Works on all days; its name is neither ASCII nor plain. */
export const prod = '1111111111111111';
/** Rests at weekends: it has no usage then. */
export const lab = '2222222222222222';
/** Deleted on 10 November. `workspaces_latest` holds only workspaces that exist. */
export const gone = '3333333333333333';

const names: Readonly<Record<string, string>> = {
  [prod]: 'Großhandel – "Prod"',
  [lab]: "analyst's lab",
};

export const workspaceName = (workspace: string): string | null => names[workspace] ?? null;

/** https://docs.databricks.com/aws/en/admin/system-tables/workspaces */
export const workspaceRows: readonly Row[] = Object.entries(names).map(([id, name]) => ({
  account_id: 'account',
  workspace_id: id,
  workspace_name: name,
  workspace_url: `https://dbc-${id.slice(0, 4)}.cloud.databricks.com`,
  create_time: stamp(t('2024-03-01')),
  status: 'RUNNING',
}));

// People and service principals; a service principal goes by its application id.
export const dana = 'dana@example.com';
export const emil = "émil.o'neill@example.com";
export const eva = 'eva@example.com';
export const robot = '0f8fad5b-d9cb-469f-a165-70867728950e';
