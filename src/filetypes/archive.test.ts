import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { type ArchiveLimits, archiveLimits } from '../domain/archive.js';
import { AppError } from '../domain/errors.js';
import { changeDirectory, type ZipMember, zipOf } from '../testing/zip.js';
import { type Archive, openArchive } from './archive.js';

let folder = '';
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'archives-'));
});
after(() => rm(folder, { recursive: true }));

const usual = archiveLimits(4_000_000);
let number = 0;

async function opened(bytes: Uint8Array, limits: Partial<ArchiveLimits> = {}): Promise<Archive> {
  const file = path.join(folder, `${++number}.zip`);
  await writeFile(file, bytes);
  return openArchive(file, { ...usual, ...limits });
}

/** Code of the problem with which an archive is refused. */
async function refusal(bytes: Uint8Array, limits: Partial<ArchiveLimits> = {}): Promise<string> {
  try {
    (await opened(bytes, limits)).close();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'opened';
}

/** What becomes of each member: its content, or the code of its problem. */
async function unpacked(bytes: Uint8Array, limits: Partial<ArchiveLimits> = {}): Promise<string[]> {
  const archive = await opened(bytes, limits);
  const results: string[] = [];
  for (const member of archive.members) {
    const target = path.join(folder, `${number}-${member.number}.member`);
    try {
      await member.unpack(target);
      results.push(await readFile(target, 'utf8'));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      results.push(error.code);
    }
  }
  archive.close();
  return results;
}

const two: readonly ZipMember[] = [
  { name: 'a.xls', content: 'first' },
  { name: 'rep/a.xls', content: 'second' },
];

test('members of one name are two members, each with its own bytes', async () => {
  const archive = await opened(await zipOf(two));
  assert.deepEqual(
    archive.members.map(({ number: at, name, path: place }) => [at, name, place]),
    [
      [1, 'a.xls', 'a.xls'],
      [2, 'a.xls', 'rep/a.xls'],
    ],
  );
  archive.close();
  assert.deepEqual(await unpacked(await zipOf(two)), ['first', 'second']);
});

test('Thai names come out whatever the program that wrote them, and no path leads out of the archive', async () => {
  const cp874 = Uint8Array.of(0xbc, 0xc5, 0x2e, 0x78, 0x6c, 0x73);
  const archive = await opened(
    await zipOf([
      { name: 'ผล.xls', content: 'x' },
      { name: cp874, content: 'x' },
      { name: '../../ออก.xls', content: 'x' },
      { name: 'C:\\rep\\a.xls', content: 'x' },
    ]),
  );
  assert.deepEqual(
    archive.members.map(({ name }) => name),
    ['ผล.xls', 'ผล.xls', 'ออก.xls', 'a.xls'],
  );
  archive.close();
});

test('what is named .zip and is none is refused by what it is', async () => {
  const cases: readonly (readonly [string, Uint8Array | string])[] = [
    ['file_empty', ''],
    ['archive_not_zip', '<html>'],
    ['archive_is_workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['archive_other_kind', 'Rar!\u001a\u0007'],
    ['archive_damaged', (await zipOf(two)).subarray(0, 60)],
    ['archive_is_xlsx', await zipOf([{ name: '[Content_Types].xml', content: '<Types/>' }])],
    [
      'archive_too_many',
      await zipOf(Array.from({ length: 4 }, (_, at) => ({ name: `${at}.xls`, content: '' }))),
    ],
  ];
  for (const [code, bytes] of cases) assert.equal(await refusal(Buffer.from(bytes), { maxMembers: 3 }), code);
});

test('a member that grows beyond measure is stopped while it unpacks, and the others come out', async () => {
  const bomb = await zipOf([
    { name: 'bomb.xls', content: Buffer.alloc(30_000_000) },
    { name: 'a.xls', content: 'well' },
  ]);
  assert.deepEqual(await unpacked(bomb, { maxMemberBytes: 100_000_000, maxTotalBytes: 200_000_000 }), [
    'member_bomb',
    'well',
  ]);
  assert.deepEqual(await unpacked(bomb), ['member_too_large', 'well']);
  const written = await stat(path.join(folder, `${number}-1.member`));
  assert.ok(written.size <= usual.maxMemberBytes);
});

test('a size that the directory states too small or too large is found out', async () => {
  const honest = await zipOf([{ name: 'a.xls', content: Buffer.alloc(3_000_000, 'ab') }]);
  const small = changeDirectory(honest, 0, (entry) => entry.writeUInt32LE(10, 24));
  const large = changeDirectory(honest, 0, (entry) => entry.writeUInt32LE(4_000_000, 24));
  assert.deepEqual(await unpacked(small), ['member_damaged']);
  assert.deepEqual(await unpacked(large), ['member_damaged']);
});

test('many members that are too much together are stopped at the limit of the whole', async () => {
  const members = Array.from({ length: 5 }, (_, at) => ({
    name: `${at}.xls`,
    content: Buffer.alloc(1000, 'x'),
  }));
  const results = await unpacked(await zipOf(members), { maxTotalBytes: 2500 });
  assert.deepEqual(
    results.map((result) => (result.startsWith('x') ? 'well' : result)),
    ['well', 'well', 'archive_too_large', 'archive_too_large', 'archive_too_large'],
  );
});

test('members with a password, of an unknown method, damaged, or archives themselves are refused one by one', async () => {
  const plain = await zipOf([
    { name: 'locked.xls', content: 'a' },
    { name: 'method.xls', content: 'b' },
    { name: 'changed.xls', content: 'content', stored: true },
    { name: 'inner.zip', content: 'd' },
    { name: 'well.xls', content: 'well' },
  ]);
  const locked = changeDirectory(plain, 0, (entry) => entry.writeUInt16LE(entry.readUInt16LE(8) | 1, 8));
  const method = changeDirectory(locked, 1, (entry) => entry.writeUInt16LE(9, 10));
  method.write('CONTENT', method.indexOf('content'));
  assert.deepEqual(await unpacked(method), [
    'member_encrypted',
    'member_method',
    'member_damaged',
    'member_is_archive',
    'well',
  ]);
});

test('an archive cut off or changed anywhere ends as a named problem, never as a fault', async () => {
  const whole = await zipOf([...two, { name: 'c.xls', content: Buffer.alloc(5000, 'abc') }]);
  const codes = new Set<string>();
  for (let at = 0; at < whole.length; at += 7) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0xff;
    for (const bytes of [whole.subarray(0, at), changed]) {
      const results = await unpacked(bytes).catch((error: unknown) => {
        if (error instanceof AppError) return [error.code];
        throw error;
      });
      for (const result of results) codes.add(result);
    }
  }
  assert.ok(codes.has('archive_damaged') && codes.has('member_damaged'), [...codes].join());
});

test('nothing is written beside the places that were asked for', async () => {
  await unpacked(await zipOf([{ name: '../escaped.xls', content: 'x' }]));
  assert.ok(!(await readdir(path.dirname(folder))).includes('escaped.xls'));
});
