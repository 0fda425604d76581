import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram, NotAvailable, runFile } from './test-server.js';

const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));

/** Options for an apt of our own: no root, no earlier update, and nothing of the machine is changed. */
function aptOptions(folder: string): string[] {
  return [
    ...['-o', `Dir::State::lists=${folder}/lists`],
    ...['-o', `Dir::Cache=${folder}`],
    ...['-o', `Dir::Cache::archives=${folder}/archives`],
    ...['-o', `APT::Sandbox::User=${os.userInfo().username}`],
    ...['-o', 'Debug::NoLocking=1', '-q'],
  ];
}

async function fetchInto(folder: string): Promise<void> {
  for (const name of ['lists/partial', 'archives/partial', 'packages', 'root'])
    mkdirSync(path.join(folder, name), { recursive: true });
  const packages = path.join(folder, 'packages');
  const apt = (...args: string[]) =>
    runFile('apt-get', [...aptOptions(folder), ...args], { cwd: packages, maxBuffer: 16_000_000 });
  await apt('update');
  // A dry run names exactly what this machine lacks: `Inst NAME …`.
  const plan = await apt('-s', 'install', '--no-install-recommends', 'mariadb-server-core');
  const names = [...plan.stdout.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '');
  await apt('download', ...names);
  for (const file of readdirSync(packages))
    await runFile('dpkg-deb', ['-x', path.join(packages, file), path.join(folder, 'root')]);
  for (const name of ['lists', 'archives', 'packages'])
    rmSync(path.join(folder, name), { recursive: true, force: true });
}

/** Root folder of a MariaDB of Debian's or Ubuntu's packages, fetched once into `.cache/` and only unpacked. */
export async function fetchMariadb(): Promise<string> {
  const place = path.join(cache, `mariadb-${process.arch}`);
  const root = path.join(place, 'root');
  if (existsSync(root)) return root;
  if (findProgram(['apt-get']) === null || findProgram(['dpkg-deb']) === null)
    throw new NotAvailable('apt-get and dpkg-deb are not on this machine');
  const aside = `${place}-${process.pid}`;
  try {
    await fetchInto(aside);
    if (!existsSync(root)) renameSync(aside, place);
    return root;
  } catch (error) {
    const words =
      error instanceof Error ? error.message.trim().split('\n').slice(-3).join(' ') : String(error);
    throw new NotAvailable(`apt-get could not fetch mariadb-server-core (${words})`);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
