import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startContainer } from './docker-server.js';
import { fetchMariadb } from './mariadb-packages.js';
import { pingUrl } from './server-url.js';
import {
  findProgram,
  freePort,
  isRoot,
  NotAvailable,
  runFile,
  startProcess,
  type TestServer,
  temporaryFolder,
} from './test-server.js';

interface Program {
  readonly file: string;
  /** `/` for a server of this machine, else the folder that packages were unpacked into. */
  readonly root: string;
  readonly isMariadb: boolean;
}

async function programAt(file: string, root: string): Promise<Program> {
  const { stdout } = await runFile(file, ['--no-defaults', '--version'], { env: environment(root) });
  return { file, root, isMariadb: /mariadb/i.test(stdout) };
}

/** Unpacked programs find their libraries beside them. */
function environment(root: string): NodeJS.ProcessEnv {
  if (root === '/') return process.env;
  const folders = ['usr/lib', 'lib']
    .map((name) => path.join(root, name))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)))
    .filter((folder) => folder.endsWith('-linux-gnu'));
  return { ...process.env, LD_LIBRARY_PATH: folders.join(':') };
}

async function findOrFetch(): Promise<Program> {
  const file = findProgram(
    ['mariadbd', 'mysqld'],
    ['/usr/sbin', '/usr/libexec', '/usr/local/sbin', '/opt/homebrew/bin', '/usr/local/bin'],
  );
  if (file !== null) return programAt(file, '/');
  const root = await fetchMariadb();
  return programAt(path.join(root, 'usr/sbin/mariadbd'), root);
}

function shareFolder({ root, file }: Program): string {
  const usr = root === '/' ? path.dirname(path.dirname(file)) : path.join(root, 'usr');
  const found = ['share/mysql', 'share/mariadb']
    .map((name) => path.join(usr, name))
    .find((name) => existsSync(name));
  if (found === undefined) throw new NotAvailable(`the message files of ${file} were not found`);
  return found;
}

function commonArguments(program: Program, folder: string): string[] {
  const usr =
    program.root === '/' ? path.dirname(path.dirname(program.file)) : path.join(program.root, 'usr');
  return [
    '--no-defaults',
    `--basedir=${usr}`,
    `--lc-messages-dir=${shareFolder(program)}`,
    `--datadir=${path.join(folder, 'data')}`,
    `--tmpdir=${folder}`,
    ...(program.root === '/' ? [] : [`--plugin-dir=${path.join(usr, 'lib/mysql/plugin')}`]),
    ...(isRoot ? ['--user=root'] : []),
  ];
}

/** What mariadb-install-db does: the system tables, read by a server that ends afterwards. */
async function bootstrap(program: Program, folder: string): Promise<void> {
  const share = shareFolder(program);
  const scripts = [
    'mysql_system_tables.sql',
    'mysql_performance_tables.sql',
    'mysql_system_tables_data.sql',
    'maria_add_gis_sp_bootstrap.sql',
    'mysql_sys_schema.sql',
  ]
    .map((name) => path.join(share, name))
    .filter((file) => existsSync(file));
  const text = [
    'create database mysql;',
    'use mysql;',
    ...scripts.map((file) => readFileSync(file, 'utf8')),
    '',
  ];
  const args = [
    ...commonArguments(program, folder),
    '--bootstrap',
    '--skip-networking',
    '--innodb-log-file-size=16M',
  ];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program.file, args, {
      env: environment(program.root),
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let words = '';
    child.stderr.on('data', (piece: Buffer) => {
      words = `${words}${piece.toString()}`.slice(-2_000);
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new NotAvailable(`${program.file} --bootstrap failed: ${words}`)),
    );
    // The server may end before it read everything; its exit tells.
    child.stdin.on('error', () => undefined);
    child.stdin.end(text.join('\n'));
  });
}

async function initialize(program: Program, folder: string): Promise<void> {
  mkdirSync(path.join(folder, 'data'));
  if (program.isMariadb) return bootstrap(program, folder);
  const args = [...commonArguments(program, folder), '--initialize-insecure'];
  await runFile(program.file, args, { env: environment(program.root) });
}

// One statement a line: a second one on a line is lost without a word.
const accounts = [
  "create user if not exists test@'127.0.0.1' identified by 'test';",
  "grant all on *.* to test@'127.0.0.1' with grant option;",
  'create database if not exists test character set utf8mb4;',
  '',
].join('\n');

async function startPrivate(program: Program): Promise<TestServer> {
  const { folder, remove } = temporaryFolder('mysql');
  chmodSync(folder, 0o755);
  try {
    await initialize(program, folder);
    const init = path.join(folder, 'accounts.sql');
    writeFileSync(init, accounts);
    const port = await freePort();
    const url = `mysql://test:test@127.0.0.1:${port}/test`;
    const stop = await startProcess({
      program: program.file,
      args: [
        ...commonArguments(program, folder),
        `--port=${port}`,
        '--bind-address=127.0.0.1',
        `--socket=${path.join(folder, 'socket')}`,
        `--pid-file=${path.join(folder, 'pid')}`,
        '--skip-name-resolve',
        '--local-infile=1',
        '--innodb-flush-log-at-trx-commit=0',
        '--character-set-server=utf8mb4',
        `--init-file=${init}`,
        ...(program.isMariadb ? [] : ['--mysqlx=OFF', '--skip-log-bin', '--secure-file-priv=NULL']),
      ],
      options: { env: environment(program.root), cwd: folder },
      stopSignal: 'SIGTERM',
      isReady: () => pingUrl(url),
    });
    return { url, stop: () => stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/**
 * A MariaDB or MySQL for this test run: the program of this machine, else Debian's or Ubuntu's packages unpacked into
 * `.cache/`, else a container. NotAvailable where none of them is to be had.
 */
export async function startMariadb(): Promise<TestServer> {
  let reason = '';
  try {
    return await startPrivate(await findOrFetch());
  } catch (error) {
    if (!(error instanceof NotAvailable)) throw error;
    reason = error.message;
  }
  try {
    return await startContainer({
      image: 'mariadb:10.11',
      port: 3306,
      environment: ['MARIADB_ROOT_PASSWORD=test'],
      command: ['--local-infile=1', '--character-set-server=utf8mb4'],
      url: (port) => `mysql://root:test@127.0.0.1:${port}/mysql`,
      isReady: pingUrl,
    });
  } catch (error) {
    const docker = error instanceof Error ? error.message : String(error);
    throw new NotAvailable(
      `No MySQL or MariaDB: TEST_MYSQL_URL is not set, no mariadbd or mysqld on this machine, ${reason}, and ${docker}`,
    );
  }
}
