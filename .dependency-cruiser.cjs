// Who may import whom in src/ (the table stands in src/README.md). `npm run check` reads the whole of src with these
// rules, and proves first that every rule here catches a violation (src/testing/checks/seeded-violations.ts).

/** Folder or file of src: the other rows it may import. A row may always import itself. */
const rows = {
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
  services: ['store', 'figures', 'upstreams', 'filetypes', 'channels', 'formats', 'events', 'log', 'domain', 'config'],
  jobs: ['services', 'store', 'events', 'log', 'domain', 'config'],
  routes: ['jobs', 'services', 'store', 'figures', 'formats', 'events', 'log', 'domain', 'config'],
  app: ['routes', 'jobs', 'services', 'store', 'figures', 'formats', 'events', 'log', 'domain', 'config'],
};

/** These put the parts together and may import every row. */
const entries = ['bootstrap', 'main', 'cli', 'commands', 'practice'];

const row = (name) => `^src/${name}(/|\\.(ts|mjs)$)`;
const anyOf = (names) => `^src/(${names.join('|')})(/|\\.(ts|mjs)$)`;
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/`;
/** Tests may reach for anything: they stand outside the rows. */
const tests = '(\\.test\\.ts$|^src/testing/|^src/bench/)';
const types = ['type-only'];

const rowRules = Object.entries(rows).map(([name, allowed]) => ({
  name: `row-${name}`,
  comment: `${name} imports ${allowed.length === 0 ? 'nothing of ours' : allowed.join(', ')}; types of db/ are free to all.`,
  severity: 'error',
  from: { path: row(name), pathNot: tests },
  to: { path: '^src/', pathNot: anyOf([name, ...allowed, ...(name === 'domain' ? [] : ['db'])]) },
}));

const rowsWithoutDb = Object.keys(rows).filter((name) => name !== 'db' && !rows[name].includes('db'));

module.exports = {
  forbidden: [
    ...rowRules,
    {
      name: 'unknown-row',
      comment: 'A new folder of src/ is a new kind of change: it needs a row here and in src/README.md.',
      severity: 'error',
      from: { path: '^src/', pathNot: `(${tests}|${anyOf([...Object.keys(rows), ...entries])})` },
      to: {},
    },
    {
      name: 'db-values',
      comment: 'Only store/, figures/ and the entries use db/; everybody else may import its types, and its contract db/db.ts.',
      severity: 'error',
      from: { path: anyOf(rowsWithoutDb), pathNot: tests },
      to: { path: '^src/db/(?!db\\.ts$)', dependencyTypesNot: types },
    },
    {
      name: 'sql-tag',
      comment: 'SQL is written in store/, figures/ and db/ only, through the tag of db/sql.',
      severity: 'error',
      from: { path: '^src/', pathNot: `(${tests}|^src/(store|figures|db)/)` },
      to: { path: '^src/db/sql\\.ts$', dependencyTypesNot: types },
    },
    {
      name: 'database-packages',
      comment: 'What databases do differently stays in db/.',
      severity: 'error',
      from: { path: '^src/', pathNot: `(${tests}|^src/db/)` },
      to: { path: packages('pg', 'pg-copy-streams', 'mysql2', '@electric-sql', 'sql-template-tag', '@types/pg') },
    },
    {
      name: 'workbook-package',
      comment: 'SheetJS is an affair of filetypes/.',
      severity: 'error',
      from: { path: '^src/', pathNot: `(${tests}|^src/filetypes/)` },
      to: { path: packages('xlsx') },
    },
    {
      name: 'workbook-on-main-thread',
      comment: 'A workbook is read in the thread of parse-worker: nothing that the server loads may reach SheetJS.',
      severity: 'error',
      from: { path: '^src/((main|cli|app)\\.ts$|routes/|services/|jobs/|commands/)', pathNot: tests },
      to: { path: packages('xlsx'), reachable: true },
    },
    {
      name: 'parse-thread-without-database',
      comment: 'The thread that reads workbooks never touches the database.',
      severity: 'error',
      from: { path: '^src/filetypes/', pathNot: tests },
      to: { path: packages('pg', 'mysql2', '@electric-sql'), reachable: true },
    },
    {
      name: 'express-package',
      comment: 'HTTP comes in through routes/ and app; services and jobs do not know Express.',
      severity: 'error',
      from: { path: '^src/', pathNot: `(${tests}|^src/(routes|practice)/|^src/app\\.ts$)` },
      to: { path: packages('express', 'express-serve-static-core', '@types/express', 'helmet', 'busboy', 'ejs') },
    },
    {
      name: 'http-client-package',
      comment: 'Other web sites are asked by upstreams/ alone.',
      severity: 'error',
      from: { path: '^src/', pathNot: `(${tests}|^src/upstreams/)` },
      to: { path: packages('axios', 'tough-cookie', 'http-cookie-agent', 'cheerio') },
    },
    {
      name: 'mail-package',
      comment: 'Mails are sent by channels/ alone.',
      severity: 'error',
      from: { path: '^src/', pathNot: `(${tests}|^src/channels/)` },
      to: { path: packages('nodemailer', '@types/nodemailer') },
    },
    {
      name: 'practice-is-the-other-side',
      comment: 'The practice NHSO knows the trade and the column tables, nothing of the program it is practised on.',
      severity: 'error',
      from: { path: '^src/practice/', pathNot: tests },
      to: { path: '^src/', pathNot: '^src/(practice/|domain/|filetypes/.+\\.columns\\.ts$|filetypes/file-type\\.ts$)' },
    },
    {
      name: 'practice-is-not-used-by-the-program',
      comment: 'Only the commands that start it, and tests, load the practice NHSO.',
      severity: 'error',
      from: { path: '^src/', pathNot: `(${tests}|^src/(practice|commands)/)` },
      to: { path: '^src/practice/' },
    },
    {
      name: 'testing-is-for-tests',
      comment: 'The image holds no testing/ and no bench/: the program must not need them.',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: '^src/(testing|bench)/|\\.test\\.ts$' },
    },
    {
      name: 'development-package',
      comment: 'The image holds no development packages.',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: types },
    },
    {
      name: 'unlisted-package',
      comment: 'A package stands in package.json, else it is there by chance.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'] },
    },
    {
      name: 'no-circles',
      comment: 'A circle of values depends on the order of loading. Types may look at each other.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: types } },
    },
    {
      name: 'no-orphans',
      comment: 'A module that neither imports nor is imported is forgotten code.',
      severity: 'error',
      from: { path: '^src/', orphan: true, pathNot: `(${tests}|^src/(main|cli|config)\\.ts$|-(worker|thread)\\.ts$)` },
      to: {},
    },
    {
      name: 'unresolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
