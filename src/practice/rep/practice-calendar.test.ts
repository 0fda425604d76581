import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRepFileName } from '../../domain/rep-file-name.js';
import { schemeCodes } from '../../domain/scheme.js';
import { monthsLater } from '../claims/wall-time.js';
import { createPracticeCalendar, type PracticeCalendar } from './practice-calendar.js';
import { repContents, repTotals } from './rep-contents.js';
import { repWorkbookBytes } from './rep-workbook.js';

const calendarOn = (today: string, seed = 'calendar') =>
  createPracticeCalendar({ seed, hospital: '99999', today });

function monthsOf({ firstMonth, lastMonth }: PracticeCalendar): string[] {
  const months: string[] = [];
  for (let month = firstMonth; month <= lastMonth; month = monthsLater(month, 1)) months.push(month);
  return months;
}

const everything = (calendar: PracticeCalendar, month: string) =>
  schemeCodes.flatMap((scheme) => calendar.listing(month, scheme));

test('at least fourteen months reach up to today and show two fiscal years; nothing is of tomorrow', () => {
  for (const today of ['2026-01-05', '2026-09-30', '2026-10-01', '2026-11-26']) {
    const calendar = calendarOn(today);
    const months = monthsOf(calendar);
    assert.ok(months.length >= 14, `${today}: ${months.length}`);
    assert.equal(months.at(-1), today.slice(0, 7));
    assert.ok(months.some((month) => month < `${today.slice(0, 4)}-10`));
    for (const month of months.slice(0, -1)) assert.ok(calendar.listing(month, 'ucs').length >= 9, month);
    for (const { file } of everything(calendar, today.slice(0, 7)))
      assert.ok(file.sentAt.slice(0, 10) <= today);
  }
});

test('names can be read back, and tell type, scheme and day', () => {
  const calendar = calendarOn('2026-03-31');
  for (const month of monthsOf(calendar).slice(-4)) {
    for (const scheme of schemeCodes) {
      for (const { name, file } of calendar.listing(month, scheme)) {
        const read = readRepFileName(name);
        assert.equal(read?.fileType, file.type);
        assert.equal(read?.scheme, scheme);
        assert.equal(read?.fileDate, file.sentAt.slice(0, 10));
        assert.equal(calendar.find(name)?.name, name);
      }
    }
  }
});

test('the listing counts what the workbook holds, but for one file of the marked month', () => {
  const calendar = calendarOn('2026-11-26');
  const differing = (month: string) =>
    everything(calendar, month).filter(({ file, listed }) => {
      const totals = repTotals(repContents(file));
      return totals.total !== listed.total || totals.passed !== listed.passed;
    });
  const { disagreeingMonth } = calendar.marks;
  assert.equal(differing(disagreeingMonth).length, 1);
  for (const month of [monthsLater(disagreeingMonth, -1), monthsLater(disagreeingMonth, 1)])
    assert.deepEqual(differing(month), []);
});

test('one month has 400 small files', () => {
  for (const seed of ['calendar', 'practice', 'another']) {
    const calendar = calendarOn('2026-11-26', seed);
    const files = calendar.listing(calendar.marks.busyMonth, 'ucs');
    assert.equal(files.length, 400, seed);
    assert.equal(new Set(files.map(({ name }) => name)).size, 400);
    assert.ok(files.every(({ listed }) => listed.total <= 6));
  }
});

test('one appeal is listed in another month than its name says', () => {
  const calendar = calendarOn('2026-11-26');
  const month = calendar.marks.otherMonthAppeal;
  const strangers = calendar.listing(month, 'ucs').filter(({ file }) => !file.sentAt.startsWith(month));
  assert.deepEqual(
    strangers.map(({ file }) => file.type),
    ['OP_APPEAL'],
  );
  assert.equal(calendar.listing(month, 'ucs')[0], strangers[0]);
});

test('one file comes again under the same name with other bytes', () => {
  const calendar = calendarOn('2026-11-26');
  const month = calendar.marks.reissuedMonth;
  const before = calendar.listing(month, 'ucs');
  const after = calendar.listing(month, 'ucs', true);
  assert.deepEqual(
    after.map(({ name }) => name),
    before.map(({ name }) => name),
  );
  const changed = after.filter(({ file }, i) => {
    const old = before[i]?.file;
    return old !== undefined && !repWorkbookBytes(file).equals(repWorkbookBytes(old));
  });
  assert.equal(changed.length, 1);
});

test('an appeal answers claims of an earlier file, and every TRAN_ID belongs to one first decision', () => {
  const calendar = calendarOn('2026-06-30');
  const first = new Map<string, string>();
  const appealed: string[] = [];
  for (const month of monthsOf(calendar)) {
    for (const { file, name } of everything(calendar, month)) {
      for (const { tranId } of repContents(file).claims) {
        if (file.appealed) appealed.push(tranId);
        else {
          assert.equal(first.get(tranId), undefined, `${tranId} in ${name}`);
          first.set(tranId, name);
        }
      }
    }
  }
  assert.ok(appealed.length > 50);
  // The appeals of the first month answer files of the month before, which are not listed.
  assert.ok(appealed.filter((tranId) => first.has(tranId)).length > appealed.length * 0.8);
});

test('a past month stays the same as time goes on, and the same seed gives the same data', () => {
  const names = (today: string, month: string, seed?: string) =>
    everything(calendarOn(today, seed), month).map(({ name, listed }) => `${name} ${listed.failed}`);
  assert.deepEqual(names('2026-05-20', '2026-02'), names('2026-09-01', '2026-02'));
  assert.notDeepEqual(names('2026-05-20', '2026-02', 'other'), names('2026-05-20', '2026-02'));
});
