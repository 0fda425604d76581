import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBuddhistYear, readDay, readMonth, readSchemes } from './arguments.js';
import { defineCommand, type ExitCode, type Terminal, UsageError } from './command.js';
import { runCommandLine } from './run-command-line.js';

interface Screen {
  readonly terminal: Terminal;
  readonly out: string[];
  readonly err: string[];
}

function screen(): Screen {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    json: (value) => out.push(JSON.stringify(value)),
    print: (line) => out.push(line),
    say: ({ th, en }) => err.push(th, en),
    note: (line) => err.push(line),
    signal: new AbortController().signal,
  };
  return { terminal, out, err };
}

const fetchMonth = defineCommand({
  name: 'download',
  does: { th: 'ดาวน์โหลด', en: 'download' },
  options: {
    month: { type: 'string', value: 'MONTH', required: true, help: { th: 'เดือน', en: 'month' } },
    scheme: { type: 'string', multiple: true, help: { th: 'สิทธิ', en: 'scheme' } },
    json: { type: 'boolean', help: { th: 'JSON', en: 'JSON' } },
  },
  examples: ['download --month 1'],
  run: async ({ options }, terminal) => {
    terminal.json(options);
    return 0;
  },
});
const addUser = defineCommand({
  name: 'user add',
  does: { th: 'เพิ่มผู้ใช้', en: 'add a user' },
  words: { name: 'NAME', least: 1, most: 1 },
  options: {},
  examples: ['user add somsri'],
  run: async ({ words }, terminal) => {
    terminal.print(words.join());
    return 0;
  },
});

async function call(...args: string[]): Promise<Screen & { readonly exitCode: ExitCode }> {
  const shown = screen();
  const exitCode = await runCommandLine([fetchMonth, addUser], args, shown.terminal);
  return { ...shown, exitCode };
}

test('a command gets its options with the types that it declares', async () => {
  const { out, exitCode } = await call('download', '--month', '1', '--scheme', 'ucs', '--scheme=ofc');
  assert.equal(exitCode, 0);
  assert.deepEqual(JSON.parse(out[0] ?? ''), { month: '1', scheme: ['ucs', 'ofc'], json: false });
});

test('a command of two words is found by both', async () => {
  assert.deepEqual((await call('user', 'add', 'somsri')).out, ['somsri']);
});

const wrongCalls: readonly (readonly [name: string, args: readonly string[], hint: RegExp])[] = [
  ['no command', [], /--help/],
  ['an unknown command', ['donwload'], /Did you mean eclaim-rep download\?/],
  ['half a command', ['user'], /Did you mean eclaim-rep user add\?/],
  ['an unknown option', ['download', '--mounth', '1'], /Did you mean --month\?/],
  ['a missing option', ['download'], /--month MONTH is missing/],
  ['an option without its value', ['download', '--month'], /--month/],
  ['a missing word', ['user', 'add'], /NAME is missing/],
  ['a word too many', ['user', 'add', 'a', 'b'], /b is not understood/],
];
for (const [name, args, hint] of wrongCalls) {
  test(`${name} is wrong usage: exit code 2, a hint on stderr, nothing on stdout`, async () => {
    const { out, err, exitCode } = await call(...args);
    assert.equal(exitCode, 2);
    assert.deepEqual(out, []);
    assert.match(err.join('\n'), hint);
  });
}

test('help names every option, in Thai and English, and wins over missing options', async () => {
  const { out, exitCode } = await call('download', '--help');
  assert.equal(exitCode, 0);
  for (const part of [/--month MONTH/, /--scheme/, /--json/, /ดาวน์โหลด/, /Examples/])
    assert.match(out.join('\n'), part);
});

test('a Gregorian year is refused with the Buddhist one as a hint', () => {
  assert.equal(readBuddhistYear('year', '2569'), 2569);
  assert.throws(() => readBuddhistYear('year', '2026'), /Did you mean 2569\?/);
  assert.throws(() => readBuddhistYear('year', '69'), UsageError);
});

test('a Buddhist day is refused with the Gregorian one as a hint', () => {
  assert.equal(readDay('from', '2025-10-01'), '2025-10-01');
  assert.throws(() => readDay('from', '2568-10-01'), /Did you mean 2025-10-01\?/);
  assert.throws(() => readDay('from', '2025-02-30'), UsageError);
});

test('months and schemes that do not exist are refused', () => {
  assert.equal(readMonth('12'), 12);
  assert.throws(() => readMonth('13'), UsageError);
  assert.deepEqual(readSchemes(['UCS, ofc', 'ucs']), ['ucs', 'ofc']);
  assert.throws(() => readSchemes(['uc']), /Known are ucs/);
});
