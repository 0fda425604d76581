import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { dbSettingsOf, readEnvironment } from '../config.js';
import type { ServerSettings } from '../db/db.js';
import { openDb } from '../db/index.js';
import { migrate } from '../db/migrate.js';
import {
  applyReporting,
  type ReportingProduct,
  type ReportingUser,
  reportingProduct,
  reportingScript,
} from '../db/reporting.js';
import { AppError } from '../domain/errors.js';
import { commandLineActor } from '../services/actor.js';
import { writeAudit } from '../store/audit-log.js';
import { defineCommand, type Terminal, UsageError } from './command.js';
import { requireSettings } from './open-ground.js';

const usual = { name: 'external_readonly', seconds: 30, connections: 5 } as const;

export const reporting = defineCommand({
  name: 'reporting',
  does: {
    th: 'พิมพ์ SQL ที่สร้างผู้ใช้ฐานข้อมูลแบบอ่านอย่างเดียวให้ระบบรายงานอื่น หรือสร้างให้เลยด้วย --apply',
    en: 'Print the SQL that makes a read-only database user for other programs’ reports, or make it with --apply',
  },
  options: {
    name: {
      type: 'string',
      value: 'NAME',
      help: { th: `ชื่อผู้ใช้ (ปริยาย ${usual.name})`, en: `name of the user (${usual.name} if absent)` },
    },
    host: {
      type: 'string',
      value: 'HOST',
      help: {
        th: 'MySQL และ MariaDB: เครื่องที่เข้ามาได้ เช่น 10.20.%',
        en: 'MySQL and MariaDB: where it may come from, e.g. 10.20.%',
      },
    },
    seconds: {
      type: 'string',
      value: 'SECONDS',
      help: {
        th: `หยุดคำสั่งที่ทำงานนานกว่านี้ 1-3600 (ปริยาย ${usual.seconds})`,
        en: `stops a statement after so long, 1-3600 (${usual.seconds} if absent)`,
      },
    },
    connections: {
      type: 'string',
      value: 'NUMBER',
      help: {
        th: `จำนวนการเชื่อมต่อพร้อมกัน 1-100 (ปริยาย ${usual.connections})`,
        en: `most connections at once, 1-100 (${usual.connections} if absent)`,
      },
    },
    'without-tls': {
      type: 'boolean',
      help: {
        th: 'MySQL และ MariaDB: ยอมให้เข้าโดยไม่เข้ารหัส (เครื่องเดียวกันเท่านั้น)',
        en: 'MySQL and MariaDB: let it in without TLS (for this machine itself)',
      },
    },
    apply: {
      type: 'boolean',
      help: {
        th: 'สร้างผู้ใช้เลย หรือต่ออายุสิทธิ์ของผู้ใช้ที่มีแล้ว รหัสผ่านใหม่แสดงครั้งเดียว',
        en: 'make the user, or renew the grants of one that is there; a new password is shown once',
      },
    },
    admin: {
      type: 'string',
      value: 'NAME',
      help: {
        th: 'ผู้ดูแลเซิร์ฟเวอร์ฐานข้อมูลที่ --apply ใช้ รหัสผ่านอ่านจาก stdin (ปริยายคือ DB_USER)',
        en: 'administrator of the database server for --apply, whose password is read from stdin (DB_USER if absent)',
      },
    },
  },
  examples: [
    'reporting > reader.sql',
    'reporting --host 10.20.% > reader.sql',
    'reporting --apply --admin postgres < admin-password.txt',
  ],
  async run({ options }, terminal) {
    const { config } = requireSettings(readEnvironment({}));
    const settings = dbSettingsOf(config);
    if (settings.type === 'embedded') throw new AppError('reporting_needs_server');
    if (options.admin !== null && !options.apply)
      throw new UsageError({ th: '--admin ใช้กับ --apply', en: '--admin goes with --apply' });
    const user = readUser(options, settings);
    const db = await openDb(settings);
    try {
      // The views are part of the tables of this version.
      await migrate({ db });
      const product = await reportingProduct(db);
      if (!options.apply) {
        printScript(terminal, product, user);
        return 0;
      }
      const password = randomBytes(18).toString('base64url');
      const isNew = await applyReporting(
        await administrator(options.admin, settings, terminal),
        user,
        password,
      );
      const subject = `database user ${user.name}`;
      await writeAudit(db, {
        ...commandLineActor,
        at: new Date(),
        action: 'change',
        subject,
        outcome: 'done',
      });
      tellApplied(terminal, user, isNew ? password : null);
      return 0;
    } finally {
      await db.close();
    }
  },
});

interface Asked {
  readonly name: string | null;
  readonly host: string | null;
  readonly seconds: string | null;
  readonly connections: string | null;
  readonly 'without-tls': boolean;
}

function readUser(asked: Asked, settings: ServerSettings): ReportingUser {
  const name = asked.name ?? usual.name;
  if (!/^[a-z][a-z0-9_]{0,31}$/.test(name) || name === settings.user)
    throw new UsageError({
      th: `--name ${name} ใช้ไม่ได้ ใช้ a-z 0-9 _ ไม่เกิน 32 ตัว และไม่ใช่ DB_USER`,
      en: `--name ${name} will not do: a-z 0-9 _, at most 32 characters, and not DB_USER`,
    });
  if (settings.type === 'mysql' && !/^[0-9a-z.%_:/-]{1,255}$/i.test(asked.host ?? ''))
    throw new UsageError({
      th: 'บอกด้วย --host ว่าเข้าจากเครื่องใดได้ เช่น 10.20.% หรือ localhost',
      en: 'Say by --host where it may come from, e.g. 10.20.% or localhost',
    });
  return {
    ...{ name, host: asked.host ?? '', owner: settings.user, database: settings.database },
    seconds: numberOf('--seconds', asked.seconds, usual.seconds, 3600),
    connections: numberOf('--connections', asked.connections, usual.connections, 100),
    tls: !asked['without-tls'],
  };
}

function numberOf(option: string, given: string | null, otherwise: number, most: number): number {
  if (given === null) return otherwise;
  const value = /^\d{1,4}$/.test(given) ? Number(given) : 0;
  if (value >= 1 && value <= most) return value;
  throw new UsageError({ th: `${option} ใช้ 1-${most}`, en: `${option} takes 1-${most}` });
}

function printScript(terminal: Terminal, product: ReportingProduct, user: ReportingUser): void {
  if (product === 'postgresql') terminal.print(`\\prompt 'Password of ${user.name}: ' password`);
  terminal.print(reportingScript(product, user, null).trimEnd());
  const how =
    product === 'postgresql'
      ? `psql --dbname=${user.database} --single-transaction --set=ON_ERROR_STOP=1 --file=reader.sql`
      : `${product} ${user.database} < reader.sql`;
  terminal.say({
    th: `ยังไม่ได้ทำอะไรกับฐานข้อมูล ให้ผู้ดูแลเซิร์ฟเวอร์สั่ง ${how}${product === 'postgresql' ? '' : " หลังใส่รหัสผ่านแทน :'password'"}`,
    en: `Nothing was done. Let the server’s administrator run it: ${how}${product === 'postgresql' ? '' : ", with a password in the place of :'password'"}`,
  });
}

/** The first line of stdin is the password: an argument is seen by others on the machine. */
async function administrator(
  name: string | null,
  settings: ServerSettings,
  terminal: Terminal,
): Promise<ServerSettings> {
  if (name === null) return settings;
  if (process.stdin.isTTY)
    terminal.say({
      th: `พิมพ์รหัสผ่านของ ${name} แล้วกด Enter และ Ctrl-D`,
      en: `Type the password of ${name}, then Enter and Ctrl-D`,
    });
  const typed = await text(process.stdin);
  return { ...settings, user: name, password: typed.split(/\r?\n/, 1)[0] ?? '' };
}

function tellApplied(terminal: Terminal, user: ReportingUser, password: string | null): void {
  if (password === null) {
    terminal.say({
      th: `ต่ออายุสิทธิ์ของ ${user.name} แล้ว รหัสผ่านเดิมยังใช้ได้`,
      en: `The grants of ${user.name} were renewed; its password stays`,
    });
    return;
  }
  terminal.say({
    th: `สร้างผู้ใช้ฐานข้อมูล ${user.name} แล้ว รหัสผ่านต่อไปนี้จะไม่แสดงอีก`,
    en: `The database user ${user.name} was made. Its password is not shown again:`,
  });
  terminal.print(password);
}
