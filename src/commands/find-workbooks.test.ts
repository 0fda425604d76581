import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { findWorkbooks } from './find-workbooks.js';

let folder = '';
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'workbooks-'));
  await mkdir(path.join(folder, 'rep', 'ucs'), { recursive: true });
  for (const name of [
    'rep/b.xls',
    'rep/a.XLS',
    'rep/ucs/c.xlsx',
    'rep/ucs/d.zip',
    'rep/list.csv',
    'rep/d.xls.part',
    'rep/.hidden.xls',
    'first.xls',
  ])
    await writeFile(path.join(folder, name), '');
});
after(() => rm(folder, { recursive: true }));

test('files come in the order given, those of a folder by name, with what lies below it', async () => {
  const at = (name: string) => path.join(folder, name);
  const found = await findWorkbooks([at('rep'), at('first.xls'), at('missing.xls')]);
  assert.deepEqual(
    found.files,
    ['rep/a.XLS', 'rep/b.xls', 'rep/ucs/c.xlsx', 'rep/ucs/d.zip', 'first.xls', 'missing.xls'].map(at),
  );
  assert.equal(found.others, 2);
});
