/** Sheets as NHSO might change them: whatever is recognised must have each column where it truly is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drift, drifts, gridOf, reshaped } from '../testing/layout-drift.js';
import { fileTypes } from './index.js';
import { formsOf, layoutMatcher } from './match-layout.js';
import { repOpip120 } from './rep-opip-120.js';

const match = layoutMatcher(formsOf(fileTypes));
/** So many changed sheets of each form; ten times as many were tried once. */
const turns = 6;

for (const fileType of fileTypes) {
  test(`${fileType.id}, changed by chance, is read rightly or not at all`, () => {
    for (let turn = 0; turn < turns; turn += 1) {
      const changed = drift(fileType, `${fileType.id}/${turn}`);
      for (const withoutMerges of [false, true]) {
        // Two headings in a row that are one are drawn as one cell over both: without merges the second has none.
        if (withoutMerges && changed.hasTwins) continue;
        const found = match(gridOf(reshaped(fileType, changed.columns), { withoutMerges }));
        const said = `${changed.said.join(', ')}${withoutMerges ? ', without merges' : ''}`;
        const right = changed.wanted;
        if (right === 'quarantined') assert.equal(found.layout, null, said);
        else if (found.layout || !(withoutMerges || changed.isUnclear)) {
          assert.ok(found.layout, said);
          assert.equal(found.layout.fileType.id, fileType.id, said);
          assert.deepEqual(found.layout.positions, right, said);
        }
      }
    }
  });
}

test('every kind of change is tried', () => {
  const said = fileTypes.flatMap((fileType) =>
    Array.from({ length: turns }, (_, turn) => drift(fileType, `${fileType.id}/${turn}`).said).flat(),
  );
  assert.deepEqual([...new Set(said.map((one) => one.split(' ')[0]))].sort(), [...drifts].sort());
});

const wide = (text: string) =>
  text.replace(/[0-9A-Za-z()]/gu, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));

/** What headings may look like and still be the same, and what makes them others. */
const spellings: readonly (readonly [string, boolean, (text: string) => string])[] = [
  ['line breaks and no-break spaces', true, (text) => text.replaceAll(' ', '\r\n\u00a0')],
  ['zero-width characters and soft hyphens', true, (text) => `\ufeff${[...text].join('\u200b')}\u00ad`],
  ['SARA AM in two characters', true, (text) => text.replaceAll('\u0e33', '\u0e4d\u0e32')],
  ['SARA E twice for SARA AE', true, (text) => text.replaceAll('\u0e41', '\u0e40\u0e40')],
  ['letters and digits of full width', true, wide],
  ['marks of direction', true, (text) => `\u200e${text}\u200f`],
  ['a full stop at the end', false, (text) => `${text}.`],
  ['letters of another alphabet that look alike', false, (text) => text.replaceAll('H', '\u041d')],
];

for (const [what, isSame, spell] of spellings)
  test(`headings with ${what} are ${isSame ? 'the same' : 'others'}`, () => {
    const found = match(gridOf(repOpip120, { heading: spell, shift: 1 }));
    assert.equal(found.layout?.fileType.id ?? null, isSame ? 'rep-opip-120' : null);
  });

const columnAt = (wanted: string) => repOpip120.columns.findIndex(([, heading]) => heading === wanted);

test('a group that is merged over its neighbour makes that column another one', () => {
  const columns = repOpip120.columns.map(([index, heading]) => ({
    truth: index,
    heading: heading === 'ชดเชยจาก' ? `ชดเชยสุทธิ > ${heading}` : heading,
  }));
  const { layout, nearest } = match(gridOf(reshaped(repOpip120, columns)));
  assert.equal(layout, null);
  assert.deepEqual(
    nearest?.unknown.map(({ suggestion }) => suggestion?.index),
    [columnAt('ชดเชยจาก')],
  );
});

test('a heading that stands twice is offered in both places, and neither is taken for sure', () => {
  const columns = repOpip120.columns.map(([index, heading]) => ({ truth: index, heading }));
  columns.splice(60, 0, { truth: -1, heading: 'HN' });
  const { layout, nearest } = match(gridOf(reshaped(repOpip120, columns)));
  assert.equal(layout, null);
  const hn = columnAt('HN');
  assert.equal(nearest?.positions[hn], null);
  assert.deepEqual(
    nearest.unknown.map(({ position }) => position),
    [hn, 60],
  );
  assert.equal(
    nearest.unknown.some(({ position, suggestion }) => position === 60 && suggestion?.sure === true),
    false,
  );
});
