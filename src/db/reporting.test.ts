import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describedIn } from '../testing/data-dictionary.js';
import { readMigrations } from './migration-files.js';
import { type ReportingProduct, type ReportingUser, reportingScript } from './reporting.js';

const views = readMigrations('postgresql').flatMap((file) => file.views);
const products: readonly ReportingProduct[] = ['postgresql', 'mariadb', 'mysql'];
const user: ReportingUser = {
  ...{ name: 'external_readonly', host: '10.20.%', owner: 'app', database: 'e`claim"' },
  ...{ seconds: 30, connections: 5, tls: true },
};

test('eight views are made, on both kinds of server the same', () => {
  assert.equal(views.length, 8);
  assert.deepEqual(
    readMigrations('mysql').flatMap((file) => file.views),
    views,
  );
});

test('no table bears the name of a view', () => {
  const tables = readMigrations('mysql').flatMap((file) => file.tables);
  assert.deepEqual(
    tables.filter((name) => views.includes(name)),
    [],
  );
});

for (const product of products) {
  test(`${product}: every view has its grant by name, and nothing else is granted to the user`, () => {
    const script = reportingScript(product, user, 'pw');
    const [owner, reader] =
      product === 'postgresql'
        ? ['reporting', '"external_readonly"']
        : ['`e``claim"`', "'external_readonly'@'10.20.%'"];
    const grants = script.split('\n').filter((line) => line.startsWith('grant') && line.includes(reader));
    const wanted = views.map((view) => `grant select on ${owner}.${view} to ${reader};`);
    const others =
      product === 'postgresql'
        ? [
            'grant connect on database "e`claim""" to "external_readonly";',
            'grant usage on schema reporting to "external_readonly";',
          ]
        : [];
    assert.deepEqual(grants.toSorted(), [...wanted, ...others].sort());
  });

  test(`${product}: a password cannot end its quotes, and without one its place stays`, () => {
    const script = reportingScript(product, user, "a'b\\c");
    assert.ok(script.includes(product === 'postgresql' ? "E'a''b\\\\c'" : "'a''b\\\\c'"), script);
    const open = reportingScript(product, user, null);
    assert.equal(open.split('\n').filter((line) => /^[^-].*:'password'/.test(line)).length, 1);
    // Every other place was filled.
    const lines = open.split('\n').filter((line) => !line.startsWith('--'));
    assert.deepEqual(
      lines
        .join('\n')
        .match(/:['"]?[a-z]+['"]?(?=[\s,;@.])/g)
        ?.sort(),
      [":'password'"],
    );
  });
}

test('the data dictionary has a chapter of each view', () => {
  assert.deepEqual([...describedIn('Views for reports').keys()], views);
});
