import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { moveWatched } from '../../services/move-watched.js';
import { watchFolder } from '../../services/watch-folder.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { importRoom } from '../../testing/import-parts.js';
import { startTestApp } from '../../testing/test-app.js';

// What views/pages/settings-watched-folder.ejs shows of each state; how it looks is a matter of pages-th and pages-en.browser.test.
describe('page of the watched folder', () => {
  const room = importRoom();
  let fresh: FreshDatabase;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
  });
  after(async () => {
    await fresh.close();
    room.remove();
  });

  async function pageWith(folder: string): Promise<string> {
    const app = await startTestApp({
      db: fresh.db,
      env: { HOSPITAL_CODE: '99999', WATCH_DIR: folder },
      parts: { watchPoller: { lastLook: () => new Date('2026-06-18T01:12:07Z') } },
    });
    const admin = await app.signedIn('admin');
    const html = await (await admin.get('/settings/watched-folder?lang=en')).text();
    assert.equal((await (await app.signedIn('claims')).get('/settings/watched-folder')).status, 403);
    await app.close();
    return html;
  }

  test('it says where the folder is, what waits, and what was moved last', async () => {
    room.put('a.xls', 'x');
    const watch = watchFolder(room.folder);
    await watch.look();
    const [file] = (await watch.look()).ready;
    assert.ok(file);
    await moveWatched(file, [{ file: 'a.xls', status: 'failed', problems: [] }], new Date());
    for (const name of ['b.xls', 'c.zip', 'd.xls.part']) room.put(name, 'x');
    const html = await pageWith(room.folder);
    assert.ok(html.includes(room.folder));
    assert.match(html, /Can be read and written/);
    assert.match(html, /18 Jun 2026/);
    assert.match(html, /Files that wait<\/dt><dd class="break">2</);
    assert.match(html, /Last moved to done\/<\/dt><dd class="break">None yet</);
    assert.match(html, /Last moved to problem\/<\/dt><dd class="break">a\.xls · /);
  });

  test('a folder that is away is told with its reason and what to do', async () => {
    const html = await pageWith(path.join(room.folder, 'nowhere'));
    assert.match(html, /cannot be read \(ENOENT\)/);
    assert.match(html, /Check that it exists/);
  });

  test('without a folder it says how to name one', async () => {
    assert.match(await pageWith(''), /set WATCH_DIR/);
  });
});
