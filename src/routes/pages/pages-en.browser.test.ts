import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openPageRig, type PageRig } from '../../testing/page-rig.js';

describe('pages in a browser, in English', () => {
  let rig: PageRig;
  before(async () => {
    rig = await openPageRig();
  });
  after(() => rig.close());

  test('every page reads well, is accessible, keeps its layout in three widths, both themes and on paper, and stays at home', async () => {
    assert.deepEqual(await rig.complaints('en'), []);
  });
});
