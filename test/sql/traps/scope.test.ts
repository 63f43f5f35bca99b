import { describe, expect, test } from 'vitest';
import { trapBench } from './bench.ts';

const relation = (path: string, table_type: string) => {
  const [table_catalog, table_schema, table_name] = path.split('.');
  return { table_catalog, table_schema, table_name, table_type, table_owner: 'o' };
};
const ours = relation('c.s.dead', 'MANAGED');
const relations = [
  ours,
  relation('c.s.a_view', 'VIEW'),
  relation('c.s.a_metric', 'METRIC_VIEW'),
  relation('system.access.audit', 'MANAGED'),
  relation('samples.nyctaxi.trips', 'MANAGED'),
  relation('__databricks_internal.x.mat_1', 'MANAGED'),
];

describe('scope', () => {
  test('views and the catalogs of the platform are no dead, bare or unwatched tables', async () => {
    const bench = await trapBench({ 'information_schema.tables': relations });
    for (const id of [
      'inactive_tables',
      'table_reads',
      'undocumented_tables',
      'unmonitored_tables',
    ]) {
      const rows = await bench.certified(`quality/${id}`);
      expect([id, ...rows.map((row) => row['table_name'])]).toEqual([id, 'c.s.dead']);
    }
    const [layer] = await bench.certified('quality/tables_by_layer');
    const coverage = await bench.certified('quality/table_tag_coverage');
    expect([layer?.['tables'], ...coverage.map((row) => row['catalog_name'])]).toEqual(['1', 'c']);
    const naive = await bench.naive(
      `select 1 from system.information_schema.tables where table_schema <> 'information_schema'`,
    );
    expect(naive).toHaveLength(6);
  });

  test('what everybody may read of the platform is no broad grant of ours', async () => {
    const grant = (path: string) => ({
      ...relation(path, 'MANAGED'),
      grantee: 'account users',
      privilege_type: 'SELECT',
    });
    const bench = await trapBench({
      'information_schema.table_privileges': [grant('c.s.open'), grant('samples.nyctaxi.trips')],
    });
    const broad = await bench.certified('security/broad_grants');
    expect(broad.map((row) => row['table_name'])).toEqual(['c.s.open']);
    const current = await bench.certified('security/current_grants');
    expect(current.map((row) => row['table_name'])).toEqual(['c.s.open']);
    const asked = await bench.certified('security/current_grants', { table: 'samples' });
    expect(asked).toHaveLength(1);
    const naive = await bench.naive(
      `select 1 from system.information_schema.table_privileges where grantee = 'account users'`,
    );
    expect(naive).toHaveLength(2);
  });
});
