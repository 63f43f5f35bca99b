import { describe, expect, it } from 'vitest';
import { createMarkers, markersIn, titleOf, withoutMarkers } from '../../domain/citations.ts';
import { evidenceId } from '../../domain/ids.ts';
import { anEvidence } from '../support/evidence.ts';

const cost = anEvidence({ id: evidenceId('1'.repeat(32)), domain: 'cost' });
const quality = anEvidence({ id: evidenceId('2'.repeat(32)), domain: 'quality' });
const more = anEvidence({ id: evidenceId('3'.repeat(32)), domain: 'cost' });

describe('the markers', () => {
  it('count the cells of each domain from 1, the same cell once', () => {
    const markers = createMarkers();
    const marked = [
      markers.cell(cost, 0, 0),
      markers.cell(cost, 0, 1),
      markers.cell(quality, 0, 0),
      markers.cell(cost, 0, 0),
      markers.rowCount(cost),
      markers.cell(more, 0, 0),
      markers.rowCount(cost),
    ];
    expect(marked).toEqual([
      '[cost:1]',
      '[cost:2]',
      '[quality:1]',
      '[cost:1]',
      '[cost:3]',
      '[cost:4]',
      '[cost:3]',
    ]);
    expect(markers.citations()).toHaveLength(5);
  });

  it('keep the cell of each marker and its value', () => {
    const markers = createMarkers();
    markers.cell(cost, 0, 1);
    markers.rowCount(cost);
    markers.cell(cost, 7, 1);
    markers.cell(cost, 0, 9);
    expect(markers.citations()).toEqual([
      {
        marker: 'cost:1',
        evidenceId: cost.id,
        row: 0,
        column: 'cost',
        columnIndex: 1,
        value: '12.500000000000000001',
      },
      {
        marker: 'cost:2',
        evidenceId: cost.id,
        row: null,
        column: null,
        columnIndex: null,
        value: 1,
      },
      {
        marker: 'cost:3',
        evidenceId: cost.id,
        row: 7,
        column: 'cost',
        columnIndex: 1,
        value: null,
      },
      { marker: 'cost:4', evidenceId: cost.id, row: 0, column: null, columnIndex: 9, value: null },
    ]);
  });
});

describe('markers behind others', () => {
  it('keep those, and count on from the highest of each domain', () => {
    const cost = anEvidence();
    const seed = [
      { marker: 'cost:4', evidenceId: cost.id, row: 0, column: 'cost', columnIndex: 1, value: '1' },
    ];
    const markers = createMarkers(seed);
    expect(markers.cell(cost, 0, 1)).toBe('[cost:4]');
    expect(markers.cell(cost, 0, 0)).toBe('[cost:5]');
    expect(markers.rowCount(anEvidence({ domain: 'quality' }))).toBe('[quality:1]');
    expect(markers.citations()[0]).toEqual(seed[0]);
  });
});

describe('the markers of a text', () => {
  it.each([
    ['a [cost:1] b [quality:22] c [cost:1]', ['cost:1', 'quality:22']],
    ['[cost:1][cost:2]', ['cost:1', 'cost:2']],
    ['[weather:1] [cost:] [cost:x] [cost 1] cost:1 [Cost:1]', []],
    ['a [link](http://x) and [security:3].', ['security:3']],
    ['', []],
  ])('of %j are %j', (text, markers) => {
    expect(markersIn(text)).toEqual(markers);
    expect(markersIn(withoutMarkers(text))).toEqual([]);
  });
});

describe('a title in a text', () => {
  it('is one line without markers, and not too long', () => {
    const titled = (title: string) => titleOf(anEvidence({ title }));
    expect(titled('Jobs\n\n## All is well [cost:1]')).toBe('Jobs ## All is well');
    expect(titled('x'.repeat(200))).toBe(`${'x'.repeat(159)}…`);
  });
});
