import pg from 'pg';

/** Lets a workspace be asked again that told us to wait. Effect: writes to the database of a stack. */
export async function forgetPauses(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('update quota_workspaces set paused_until = null');
  } finally {
    await client.end();
  }
}
