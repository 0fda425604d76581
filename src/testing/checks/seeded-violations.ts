/**
 * A small house in which every rule of .dependency-cruiser.cjs is broken on purpose, and every permission is used.
 * The table of rows is written here a second time, by hand: a slip in one of the two shows as a difference.
 */

/** Row: the rows it may import. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  log: [],
  events: ['domain'],
  config: ['domain'],
  db: ['domain', 'log'],
  store: ['db', 'domain'],
  figures: ['db', 'domain'],
  upstreams: ['domain', 'log'],
  filetypes: ['domain'],
  channels: ['domain', 'log'],
  formats: ['domain'],
  services: [
    'store',
    'figures',
    'upstreams',
    'filetypes',
    'channels',
    'formats',
    'events',
    'log',
    'domain',
    'config',
  ],
  jobs: ['services', 'store', 'events', 'log', 'domain', 'config'],
  routes: ['jobs', 'services', 'store', 'figures', 'formats', 'events', 'log', 'domain', 'config'],
};

export interface Seed {
  readonly file: string;
  readonly text: string;
  /** Rule that must catch it; null = it is allowed and nothing may complain. */
  readonly rule: string | null;
}

const value = (from: string) => `import { thing } from '${from}';\nexport const seeded = thing;\n`;
const type = (from: string) => `import type { Thing } from '${from}';\nexport type Seeded = Thing;\n`;
const target = "export const thing = 'thing';\nexport type Thing = string;\n";
const packageValue = (name: string) => `import * as all from '${name}';\nexport const seeded = all;\n`;
const circle = (from: string, to: string) =>
  `import { ${from} } from './circle-${from}.js';\nexport const ${to} = () => ${from};\n`;

function moduleOf(row: string, name: string): string {
  return row === 'config' ? 'src/config.ts' : `src/${row}/${name}.ts`;
}

/** Every row tries to import every other row. */
function pairs(): Seed[] {
  const seeds: Seed[] = [];
  for (const [row, may] of Object.entries(allowed)) {
    if (row === 'config') continue;
    for (const other of Object.keys(allowed)) {
      if (other === row) continue;
      const from = other === 'config' ? '../config.js' : `../${other}/target.js`;
      const forbidden = other === 'db' && row !== 'domain' ? 'db-values' : `row-${row}`;
      const rule = may.includes(other) ? null : forbidden;
      seeds.push({ file: moduleOf(row, `takes-${other}`), text: value(from), rule });
    }
    if (row !== 'domain' && row !== 'db')
      seeds.push({ file: moduleOf(row, 'takes-db-types'), text: type('../db/target.js'), rule: null });
  }
  return seeds;
}

const single: readonly Seed[] = [
  {
    file: 'src/config.ts',
    text: `${target}export { thing as log } from './log/target.js';\n`,
    rule: 'row-config',
  },
  { file: 'src/app.ts', text: value('./commands/target.js'), rule: 'row-app' },
  { file: 'src/commands/target.ts', text: target, rule: null },
  { file: 'src/newcomers/one.ts', text: value('../domain/target.js'), rule: 'unknown-row' },
  { file: 'src/db/db.ts', text: target, rule: null },
  { file: 'src/routes/takes-contract.ts', text: value('../db/db.js'), rule: null },
  { file: 'src/domain/takes-contract.ts', text: type('../db/db.js'), rule: 'row-domain' },
  { file: 'src/db/sql.ts', text: `${target}export type Sql = string;\n`, rule: null },
  { file: 'src/store/takes-sql.ts', text: value('../db/sql.js'), rule: null },
  { file: 'src/commands/takes-sql.ts', text: value('../db/sql.js'), rule: 'sql-tag' },
  { file: 'src/services/takes-sql.ts', text: value('../db/sql.js'), rule: 'sql-tag' },
  { file: 'src/store/takes-pg.ts', text: packageValue('pg'), rule: 'database-packages' },
  { file: 'src/commands/takes-mysql.ts', text: packageValue('mysql2'), rule: 'database-packages' },
  {
    file: 'src/services/takes-pglite.ts',
    text: packageValue('@electric-sql/pglite'),
    rule: 'database-packages',
  },
  { file: 'src/figures/takes-tag.ts', text: packageValue('sql-template-tag'), rule: 'database-packages' },
  { file: 'src/db/takes-pg.ts', text: packageValue('pg'), rule: null },
  { file: 'src/filetypes/parse-worker.ts', text: packageValue('xlsx'), rule: null },
  { file: 'src/practice/takes-xlsx.ts', text: packageValue('xlsx'), rule: 'workbook-package' },
  {
    file: 'src/services/reads-workbook.ts',
    text: value('../filetypes/parse-worker.js'),
    rule: 'workbook-on-main-thread',
  },
  {
    file: 'src/filetypes/stores-rows.ts',
    text: value('../db/takes-pg.js'),
    rule: 'parse-thread-without-database',
  },
  { file: 'src/services/takes-express.ts', text: packageValue('express'), rule: 'express-package' },
  { file: 'src/jobs/takes-express.ts', text: packageValue('express'), rule: 'express-package' },
  { file: 'src/routes/takes-express.ts', text: packageValue('express'), rule: null },
  { file: 'src/routes/takes-axios.ts', text: packageValue('axios'), rule: 'http-client-package' },
  { file: 'src/services/takes-mail.ts', text: packageValue('nodemailer'), rule: 'mail-package' },
  { file: 'src/channels/takes-mail.ts', text: packageValue('nodemailer'), rule: null },
  { file: 'src/upstreams/takes-axios.ts', text: packageValue('axios'), rule: null },
  {
    file: 'src/practice/takes-store.ts',
    text: value('../store/target.js'),
    rule: 'practice-is-the-other-side',
  },
  { file: 'src/practice/takes-columns.ts', text: value('../filetypes/rep.columns.js'), rule: null },
  { file: 'src/filetypes/rep.columns.ts', text: target, rule: null },
  { file: 'src/practice/target.ts', text: target, rule: null },
  {
    file: 'src/services/practises.ts',
    text: value('../practice/target.js'),
    rule: 'practice-is-not-used-by-the-program',
  },
  { file: 'src/commands/practises.ts', text: value('../practice/target.js'), rule: null },
  { file: 'src/testing/target.ts', text: target, rule: null },
  { file: 'src/commands/tests.ts', text: value('../testing/target.js'), rule: 'testing-is-for-tests' },
  { file: 'src/commands/takes-axe.ts', text: packageValue('axe-core'), rule: 'development-package' },
  { file: 'src/commands/takes-stray.ts', text: packageValue('pg-pool'), rule: 'unlisted-package' },
  { file: 'src/domain/circle-one.ts', text: circle('two', 'one'), rule: 'no-circles' },
  // One circle is named once.
  { file: 'src/domain/circle-two.ts', text: circle('one', 'two'), rule: null },
  { file: 'src/domain/forgotten.ts', text: target, rule: 'no-orphans' },
  { file: 'src/domain/leads-nowhere.ts', text: value('./never-written.js'), rule: 'unresolvable' },
];

/** Files of the small house; every row also has a `target` that the others try to import. */
export function seededHouse(): readonly Seed[] {
  const targets = Object.keys(allowed)
    .filter((row) => row !== 'config')
    .map((row) => ({ file: moduleOf(row, 'target'), text: target, rule: null }));
  return [...targets, ...pairs(), ...single];
}
