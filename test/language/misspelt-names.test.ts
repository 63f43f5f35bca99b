import { describe, expect, test } from 'vitest';
import { indexNames, namesTakenAs, withKnownNames } from '../../language/known-names.ts';

const index = indexNames([
  { kind: 'warehouse', name: 'bi-main' },
  { kind: 'workspace', name: 'prod-us' },
  { kind: 'workspace', name: 'prod-eu' },
  { kind: 'job', name: 'customer_360_build' },
  { kind: 'job', name: 'load_v1' },
  { kind: 'job', name: 'iot_sensor_compaction' },
  { kind: 'table', name: 'prod.hr.salaries' },
  { kind: 'job', name: 'orders_daily' },
  { kind: 'job', name: 'orders_dialy_old' },
  { kind: 'user', name: 'giselle.aziz@example.com' },
]);

describe('a name with typing errors', () => {
  test.each([
    ['is bi-mian slow?', 'is warehouse bi-main slow?'],
    ['runs of cutsomer_360_biuld', 'runs of job `customer_360_build`'],
    ['when did iot_sensor_compacton fail', 'when did job `iot_sensor_compaction` fail'],
    ['who read prod.hr.salareis', 'who read table `prod.hr.salaries`'],
    ['cost of the job orders_dialy', 'cost of the job `orders_daily`'],
    ['cost of the job ordders_daily', 'cost of the job `orders_daily`'],
  ])('“%s” is read as “%s”', (question, read) => {
    expect(withKnownNames(question, index).replaceAll('`', '')).toBe(read.replaceAll('`', ''));
  });

  test.each([
    'spend of prod-su in dollars',
    'runs of load_v2',
    'spend of prod-uk',
    'runs of customer_361_build',
    'is `bi-mian` slow?',
    'runs of iot_sensor',
    'runs of iot-sensor-compacton',
  ])('“%s” names something else', (question) => {
    expect(withKnownNames(question, index)).toBe(question);
  });
});

describe('a name that is taken as another', () => {
  test('is told with it', () => {
    expect(namesTakenAs('is bi-mian slower than bi-main?', index)).toEqual([
      { written: 'bi-mian', name: 'bi-main' },
    ]);
    expect(namesTakenAs('is `bi-mian` slower than prod-uk?', index)).toEqual([]);
  });

  test('is not the address of somebody who is hidden', () => {
    const asked = 'what did gisele.aziz do?';
    expect(withKnownNames(asked, index)).toBe('what did giselle.aziz@example.com do?');
    expect(namesTakenAs(asked, index)).toHaveLength(1);
    expect(withKnownNames(asked, index, ['user'])).toBe(asked);
    expect(namesTakenAs(asked, index, ['user'])).toEqual([]);
  });
});
