import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { complaintsOf } from '../../testing/page-complaints.js';
import { openPageRig, type PageRig } from '../../testing/page-rig.js';

describe('pages in a browser, in English', () => {
  let rig: PageRig;
  before(async () => {
    rig = await openPageRig();
  });
  after(() => rig.close());

  test('every page reads well, is accessible, keeps its layout in three widths, both themes and on paper, and stays at home', async () => {
    const context = await rig.contextOf('en');
    const complaints: string[] = [];
    for (const address of rig.addresses)
      complaints.push(...(await complaintsOf(context, rig.app.url, address)));
    await context.close();
    assert.deepEqual(complaints, []);
  });
});
