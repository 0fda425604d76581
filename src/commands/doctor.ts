import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import path from 'node:path';
import {
  type Config,
  dbSettingsOf,
  programFolder,
  readEnvironment,
  resolveSettings,
  type Words,
} from '../config.js';
import { type Db, DbError } from '../db/db.js';
import { openDb } from '../db/index.js';
import { checkServer } from '../db/migrate.js';
import { AppError, type Language } from '../domain/errors.js';
import { nearTimeText } from '../domain/near-time.js';
import { listSchedules } from '../store/schedules.js';
import { defineCommand, jsonOption } from './command.js';
import { connectProblem } from './connect-problem.js';
import { accountFindings } from './doctor-accounts.js';
import { alertFindings } from './doctor-alerts.js';

/** One thing looked at: well or not, and what to do. */
interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: Words;
}

export const doctor = defineCommand({
  name: 'doctor',
  does: {
    th: 'ตรวจค่าตั้ง ฐานข้อมูล ดิสก์ การเข้าถึง สปสช. การแจ้งเตือน เวลา และไฟล์ของโปรแกรม แล้วบอกสิ่งที่ต้องทำ',
    en: 'Check settings, database, disk, reach of NHSO, alerts, clock and program files, and say what to do',
  },
  options: { json: jsonOption },
  examples: ['doctor', 'doctor --json'],
  async run({ options }, terminal) {
    const { config, issues } = resolveSettings(readEnvironment());
    const findings = [
      nodeVersion(),
      ...settingsFindings(issues),
      ...folders(config),
      ...(issues.length === 0 ? await database(config) : []),
      ...(await Promise.all([config.ECLAIM_BASE_URL, config.SMT_BASE_URL].map((url) => reach(url, config)))),
      ...(await alertFindings(config)),
      clock(config),
      assets(),
    ];
    for (const { check, ok, detail } of findings)
      if (options.json) terminal.json({ check, ok, detail: detail.en });
      else
        terminal.print(
          `${ok ? 'ok  ' : 'BAD '} ${check.padEnd(16)} ${detail.th}\n${' '.repeat(22)}${detail.en}`,
        );
    return findings.every(({ ok }) => ok) ? 0 : 1;
  },
});

function nodeVersion(): Finding {
  const [major = 0, minor = 0, patch = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && (minor > 18 || (minor === 18 && patch >= 1)));
  const detail = `Node ${process.versions.node}${ok ? '' : ' < 20.18.1'}`;
  return { check: 'node', ok, detail: { th: detail, en: detail } };
}

function settingsFindings(issues: ReturnType<typeof resolveSettings>['issues']): Finding[] {
  if (issues.length === 0)
    return [{ check: 'settings', ok: true, detail: { th: 'ค่าตั้งใช้ได้ทุกค่า', en: 'every setting is valid' } }];
  return issues.map(({ name, reason, example }) => ({
    check: 'settings',
    ok: false,
    detail: { th: `${name}: ${reason.th} เช่น ${example}`, en: `${name}: ${reason.en}, e.g. ${example}` },
  }));
}

function folders(config: Config): Finding[] {
  return (['DATA_DIR', 'DOWNLOAD_DIR', 'EXPORT_DIR', 'LOG_DIR'] as const).map((name) =>
    folder(name, config[name]),
  );
}

const leastFree = 1024 ** 3;

function folder(name: string, where: string): Finding {
  try {
    mkdirSync(where, { recursive: true });
    accessSync(where, constants.W_OK);
    const { bavail, bsize } = statfsSync(where);
    const free = bavail * bsize;
    const text = `${name} ${where}: ${(free / 1024 ** 3).toFixed(1)} GB`;
    const ok = free > leastFree;
    return {
      check: 'disk',
      ok,
      detail: ok ? { th: text, en: text } : { th: `${text} เหลือน้อย ล้างพื้นที่`, en: `${text} left: make room` },
    };
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    const text = `${name} ${where} (${why})`;
    return { check: 'disk', ok: false, detail: { th: `เขียนไม่ได้ ${text}`, en: `cannot be written: ${text}` } };
  }
}

async function database(config: Config): Promise<Finding[]> {
  try {
    const db = await openDb(dbSettingsOf(config));
    try {
      const version = (await checkServer(db)).split(' ').slice(0, 2).join(' ');
      return [
        { check: 'database', ok: true, detail: { th: version, en: version } },
        ...(await schedules(db)),
        ...(await accountFindings(db)),
      ];
    } finally {
      await db.close();
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // A server that holds the embedded database is how it should be.
    const ok = error.code === 'database_folder_in_use';
    return [{ check: 'database', ok, detail: { th: error.text('th'), en: error.text('en') } }];
  }
}

/** Which downloads start by themselves, and when next; nothing is wrong with none. */
async function schedules(db: Db): Promise<Finding[]> {
  const now = new Date();
  const all = await listSchedules(db).catch((error: unknown) => {
    // Before the first start there are no tables yet.
    if (error instanceof DbError) return null;
    throw error;
  });
  if (all === null) return [];
  const on = all.filter(({ nextFireAt }) => nextFireAt !== null);
  const detail = (language: Language) =>
    on
      .map(({ name, nextFireAt }) => `${name.toUpperCase()} ${nearTimeText(nextFireAt ?? '', now, language)}`)
      .join(' · ');
  return [
    {
      check: 'schedules',
      ok: true,
      detail:
        on.length === 0
          ? {
              th: 'ไม่มีการดาวน์โหลดที่ตั้งเวลาไว้ เปิดได้ที่ /settings/schedule',
              en: 'no download starts by itself; /settings/schedule switches it on',
            }
          : { th: `รอบถัดไป ${detail('th')}`, en: `next: ${detail('en')}` },
    },
  ];
}

/** Whether the site's port can be reached; no request is sent, so that nothing looks like a robot. */
async function reach(address: string, config: Config): Promise<Finding> {
  const url = new URL(config.OUTBOUND_PROXY === '' ? address : config.OUTBOUND_PROXY);
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const reason = await connectProblem(url.hostname, port);
  if (reason === null) return { check: 'reach', ok: true, detail: { th: url.host, en: url.host } };
  return {
    check: 'reach',
    ok: false,
    detail: {
      th: `ติดต่อ ${url.host} ไม่ได้ (${reason}) ตรวจอินเทอร์เน็ต ไฟร์วอลล์ หรือ OUTBOUND_PROXY`,
      en: `${url.host} cannot be reached (${reason}): check the internet, the firewall or OUTBOUND_PROXY`,
    },
  };
}

/** A clock that stands years behind breaks TLS and dates; more cannot be told without asking somebody. */
function clock(config: Config): Finding {
  const ok = Date.now() > Date.parse('2026-01-01T00:00:00Z');
  const now = new Date().toLocaleString('sv-SE', { timeZone: config.TZ });
  const text = `${now} ${config.TZ}`;
  return {
    check: 'clock',
    ok,
    detail: ok ? { th: text, en: text } : { th: `นาฬิกาผิด ${text}`, en: `wrong: ${text}` },
  };
}

function assets(): Finding {
  const wanted = ['views/layout.ejs', 'public/css/app.css', 'public/fonts', 'database/migrations'];
  const missing = wanted.filter((name) => !existsSync(path.join(programFolder, name)));
  const ok = missing.length === 0;
  const detail = ok
    ? { th: 'หน้าเว็บ ฟอนต์ และตารางครบ', en: 'pages, fonts and migrations are there' }
    : {
        th: `ขาด ${missing.join(', ')} ติดตั้งโปรแกรมใหม่`,
        en: `${missing.join(', ')} is missing: install again`,
      };
  return { check: 'files', ok, detail };
}
