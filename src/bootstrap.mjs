// The only file that is plain JavaScript: it runs on a bare clone, before anything is installed.
// It installs and builds what is missing, then hands over to a compiled program of dist/.
// Both steps are skipped by comparing contents, not times: git sets new times at each checkout.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');
const installStamp = path.join(root, 'node_modules', '.eclaim-rep-installed');
const buildStamp = path.join(dist, '.built');
const wanted = [20, 18, 1];

function say(thai, english) {
  process.stderr.write(`${thai}\n${english}\n`);
}

function refuseOldNode() {
  const have = process.versions.node.split('.').map(Number);
  for (let i = 0; i < wanted.length; i++) {
    if (have[i] > wanted[i]) return;
    if (have[i] < wanted[i]) {
      say(
        `ต้องใช้ Node.js ${wanted.join('.')} ขึ้นไป เครื่องนี้มี ${process.versions.node} · ยังไม่มีอะไรเปลี่ยน · ติดตั้ง Node.js รุ่นใหม่แล้วสั่งอีกครั้ง`,
        `Node.js ${wanted.join('.')} or newer is needed, this machine has ${process.versions.node}. Nothing was changed. Install a newer Node.js and run the command again.`,
      );
      process.exit(1);
    }
  }
}

function refuseOtherSystem() {
  const known =
    (process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)) ||
    process.platform === 'darwin';
  if (known) return;
  say(
    `ระบบ ${process.platform} ${process.arch} ยังไม่รองรับ · ยังไม่มีอะไรเปลี่ยน · ใช้ Linux, Docker หรือ WSL`,
    `${process.platform} ${process.arch} is not supported. Nothing was changed. Use Linux, Docker or WSL.`,
  );
  process.exit(1);
}

function filesBelow(dir) {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function contentHash(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files)
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function isStamped(file, value) {
  return existsSync(file) && readFileSync(file, 'utf8') === value;
}

/** Runs a step with its output on stderr, so that stdout belongs to the program alone. */
function run(command, args) {
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (done.status === 0) return;
  say(
    `คำสั่ง ${command} ${args.join(' ')} ไม่สำเร็จ · ข้อมูลเดิมไม่ถูกแตะ · อ่านข้อความด้านบน ตรวจเครือข่ายและพื้นที่ดิสก์ แล้วสั่งอีกครั้ง`,
    `${command} ${args.join(' ')} failed. Existing data was not touched. Read the message above, check network and disk space, and run the command again.`,
  );
  process.exit(1);
}

function install() {
  const value = contentHash([path.join(root, 'package-lock.json')]);
  if (isStamped(installStamp, value)) return;
  say('กำลังติดตั้งส่วนประกอบ (ครั้งแรกใช้เวลาไม่ถึงนาที)', 'Installing packages (less than a minute, only once)');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(installStamp, value);
}

function build() {
  const value = contentHash([
    ...filesBelow(path.join(root, 'src')),
    path.join(root, 'tsconfig.json'),
    path.join(root, 'package-lock.json'),
  ]);
  if (isStamped(buildStamp, value)) return;
  say('กำลังสร้างโปรแกรม', 'Building the program');
  // Built aside and renamed: a program that already runs from dist/ never sees half a build.
  const fresh = `${dist}-${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  run(process.execPath, [
    path.join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
    '-p',
    root,
    '--outDir',
    fresh,
    '--tsBuildInfoFile',
    path.join(fresh, '.tsbuildinfo'),
  ]);
  writeFileSync(path.join(fresh, '.built'), value);
  rmSync(dist, { recursive: true, force: true });
  renameSync(fresh, dist);
}

refuseOldNode();
refuseOtherSystem();
// A container image holds dist/ and no sources of tests or compiler: nothing to install or build there.
if (existsSync(path.join(root, 'tsconfig.json'))) {
  install();
  build();
}
const [entry, ...args] = process.argv.slice(2);
if (entry !== undefined) {
  const program = path.join(dist, ...entry.split('/'));
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(program).href);
}
