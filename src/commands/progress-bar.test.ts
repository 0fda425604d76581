import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noProgress } from '../domain/job.js';
import { createProgressBar } from './progress-bar.js';
import { textWidth } from './text-width.js';

const colour = '\x1b[36m';
const noColour = '\x1b[39m';

/** A terminal that keeps what stands on its lines, as an eye would see them. */
function screen(options: { readonly columns?: number; readonly colours?: boolean } = {}) {
  const lines = [''];
  const written: string[] = [];
  let at = 0;
  let now = 0;
  return {
    written,
    lines: () => lines.map((line) => line.trimEnd()),
    later: (ms: number) => {
      now += ms;
    },
    clock: () => now,
    ...(options.columns !== undefined && { columns: options.columns }),
    hasColors: () => options.colours === true,
    write(text: string) {
      written.push(text);
      for (const sign of text.replaceAll(colour, '').replaceAll(noColour, '')) {
        const line = lines.at(-1) ?? '';
        if (sign === '\r') at = 0;
        else if (sign === '\n') {
          lines.push('');
          at = 0;
        } else {
          lines[lines.length - 1] = `${line.slice(0, at)}${sign}${line.slice(at + sign.length)}`;
          at += sign.length;
        }
      }
    },
  };
}

const progress = {
  ...noProgress,
  ...{ done: 7, of: 12, bytes: 2_412_000, bytesPerSecond: 88_000, secondsLeft: 95 },
  current: 'eclaim_99999_OP_25690612_084812903.xls',
};

test('the bar says files, bytes, speed, time left and the file in work, in place', () => {
  const out = screen({ columns: 120 });
  const bar = createProgressBar(out, out.clock);
  bar.show(progress);
  assert.deepEqual(out.lines(), [
    '━━━━━━━━━━━━━━──────────   58%  7/12  2.4 MB  88.0 kB/s  ~1:35  eclaim_99999_OP_25690612_084812903.xls',
  ]);
  out.later(200);
  bar.show({ ...progress, done: 8, current: null });
  assert.deepEqual(out.lines(), ['━━━━━━━━━━━━━━━━────────   66%  8/12  2.4 MB  88.0 kB/s  ~1:35']);
  bar.end();
  assert.deepEqual(out.lines(), ['']);
});

test('it is redrawn ten times a second at most, and always at the end', () => {
  const out = screen();
  const bar = createProgressBar(out, out.clock);
  for (let done = 0; done <= 11; done++) bar.show({ ...noProgress, done, of: 12 });
  assert.equal(out.written.length, 1);
  bar.show({ ...noProgress, done: 12, of: 12 });
  assert.match(out.lines()[0] ?? '', /100% {2}12\/12/);
});

test('other lines stand above it, whole', () => {
  const out = screen({ columns: 80 });
  const bar = createProgressBar(out, out.clock);
  bar.show(progress);
  bar.around(() => out.write('rep/ucs/2569-01  complete\n'));
  assert.equal(out.lines()[0], 'rep/ucs/2569-01  complete');
  assert.match(out.lines()[1] ?? '', /^━.+7\/12/);
  bar.end();
  bar.around(() => out.write('Done\n'));
  assert.deepEqual(out.lines(), ['rep/ucs/2569-01  complete', 'Done', '']);
});

test('it never fills the last column, counts Thai by what is seen, and keeps the numbers on a narrow terminal', () => {
  for (const columns of [20, 45, 60, 80]) {
    const out = screen({ columns });
    createProgressBar(out, out.clock).show({ ...progress, current: 'สมุดงานที่โรงพยาบาลตั้งชื่อเองยาวมาก ๆ.xls' });
    const [line = ''] = out.lines();
    assert.ok(textWidth(line) < columns, `${columns}: ${line}`);
    assert.match(line, /58% {2}7\/12/);
  }
});

test('without colours nothing but the carriage return controls the terminal', () => {
  const plain = screen();
  createProgressBar(plain, plain.clock).show(progress);
  // NO_COLOR: the terminal says that it has none.
  assert.ok(!plain.written.join('').includes('\x1b'));
  const coloured = screen({ colours: true });
  createProgressBar(coloured, coloured.clock).show(progress);
  const drawn = coloured.written.join('');
  assert.match(drawn.slice(drawn.indexOf(colour) + colour.length, drawn.indexOf(noColour)), /^━+─+$/);
});

test('while nothing is known of how much there is, it says so without a share', () => {
  const out = screen({ columns: 100 });
  createProgressBar(out, out.clock).show({ ...noProgress, current: 'rep/ucs/2569-01' });
  assert.equal(out.lines()[0], '────────────────────────  0/?  rep/ucs/2569-01');
});
