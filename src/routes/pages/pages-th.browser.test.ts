import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openPageRig, type PageRig } from '../../testing/page-rig.js';

describe('pages in a browser, in Thai', () => {
  let rig: PageRig;
  before(async () => {
    rig = await openPageRig();
  });
  after(() => rig.close());

  test('every page reads well, is accessible, keeps its layout in three widths, both themes and on paper, and stays at home', async () => {
    assert.deepEqual(await rig.complaints('th'), []);
  });

  test('without script every page still has its words, its menu and a button for each form', async () => {
    const somebody = await rig.app.signedIn('admin', 'claims');
    for (const address of rig.addresses) {
      const answer = await somebody.get(address);
      if (answer.status === 303) continue; // the first page leads on to that of the person's role
      const html = await answer.text();
      assert.match(html, /<nav class="nav"/, address);
      for (const form of html.match(/<form[\s\S]*?<\/form>/g) ?? [])
        assert.match(form, /<button|<input[^>]* type="submit"/, address);
      assert.doesNotMatch(html, /\sstyle="|\son[a-z]+="|<script>/, address);
    }
  });
});
