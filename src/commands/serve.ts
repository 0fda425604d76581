import { networkInterfaces } from 'node:os';
import type { Config, EnvironmentOptions, Words } from '../config.js';
import { AppError } from '../domain/errors.js';
import { type RunningServer, startServer } from '../main.js';
import { countAdministrators } from '../store/users.js';
import { defineCommand, type ExitCode, type Terminal } from './command.js';

export const serve = defineCommand({
  name: 'serve',
  does: { th: 'เปิดโปรแกรม (เว็บ งานเบื้องหลัง)', en: 'Start the program: web pages and background jobs' },
  options: {},
  examples: ['serve'],
  run: async (_given, terminal) => await runServe({}, terminal),
});

/** What a command may do with a running server, e.g. `demo` starts its first job. */
export interface ServeOptions extends EnvironmentOptions {
  readonly started?: (server: RunningServer) => Promise<void>;
}

/** Serves until the terminal's signal, then stops in order. Throws AppError where the start fails. */
export async function runServe(options: ServeOptions, terminal: Terminal): Promise<ExitCode> {
  const server = await startServer({ ...options, console: process.stdout });
  const failed = watchForFaults(server, terminal);
  await greet(server, terminal);
  await options.started?.(server);
  const stopped = new Promise<void>((resolve) => {
    if (terminal.signal.aborted) resolve();
    terminal.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const exitCode = await Promise.race([failed, stopped.then((): ExitCode => 0)]);
  await withinTenSeconds(server.stop());
  return exitCode;
}

/** A fault that nobody caught ends the process with words: nobody knows what state it is in. */
function watchForFaults({ parts }: RunningServer, terminal: Terminal): Promise<ExitCode> {
  return new Promise((resolve) => {
    const end = (error: unknown) => {
      parts.log.error({ err: error }, 'unforeseen fault; the program ends');
      const words = new AppError('program_fault');
      terminal.say({ th: words.text('th'), en: words.text('en') });
      resolve(1);
    };
    process.on('unhandledRejection', end);
    process.on('uncaughtException', end);
  });
}

/** A connection that does not close must not keep the process from ending. */
async function withinTenSeconds(stop: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, 9000);
  });
  await Promise.race([stop, late]).finally(() => clearTimeout(timer));
}

async function greet({ parts, port }: RunningServer, terminal: Terminal): Promise<void> {
  const address = addressOf(parts.config, port);
  terminal.say({ th: `E-Claim REP พร้อมแล้ว: ${address}`, en: `E-Claim REP is ready: ${address}` });
  for (const words of notes(parts.config, port)) terminal.say(words);
  for (const words of await parts.settings.warnings()) terminal.say(words);
  if (parts.config.AUTH && (await countAdministrators(parts.db)) === 0)
    terminal.say({
      th: `ตั้งค่าครั้งแรกที่ ${address}setup · จากเครื่องอื่นใช้รหัส ${parts.setUpCode}`,
      en: `First set-up at ${address}setup; from another machine with the code ${parts.setUpCode}`,
    });
}

/** Where to point the browser. */
export function addressOf(config: Pick<Config, 'BASE_URL' | 'HOST'>, port: number): string {
  if (config.BASE_URL !== '') return `${config.BASE_URL}/`;
  const everywhere = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(config.HOST);
  return `http://${everywhere ? 'localhost' : config.HOST}:${port}/`;
}

function notes(config: Config, port: number): Words[] {
  const found: Words[] = [];
  if (['0.0.0.0', '::'].includes(config.HOST) && config.BASE_URL === '') {
    const addresses = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => `http://${address}:${port}/`);
    if (addresses.length > 0)
      found.push({
        th: `จากเครื่องอื่น: ${addresses.join(' ')}`,
        en: `From other machines: ${addresses.join(' ')}`,
      });
  }
  if (!config.AUTH)
    found.push({
      th: 'AUTH=off: ใครก็ตามที่ใช้เครื่องนี้เปิดดูและแก้ไขได้ทุกอย่าง',
      en: 'AUTH=off: whoever uses this machine may see and change everything',
    });
  if (config.DB_TYPE === 'none')
    found.push({
      th: 'DB_TYPE=none: ดาวน์โหลดอย่างเดียว ไม่นำเข้าเคลม',
      en: 'DB_TYPE=none: download only, no claims are imported',
    });
  return found;
}
