import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { readEnvironment, type SettingName } from '../config.js';
import { AppError } from '../domain/errors.js';
import type { RunningServer } from '../main.js';
import type { OpenchsServer } from '../practice/openchs/openchs-server.js';
import type { PracticeServer } from '../practice/practice-server.js';
import { makeSignInLink } from '../services/sign-in.js';
import { findUserByName } from '../store/users.js';
import { defineCommand, type Terminal } from './command.js';
import { fillDemo } from './demo-data.js';
import { demoFolders, emptyDemo } from './demo-folders.js';
import { requireSettings } from './open-ground.js';
import { startPractice } from './practice.js';
import { addressOf, runServe } from './serve.js';

/** The only settings that practice takes from outside: a real account or database is never seen. */
const fromOutside = ['PORT', 'HOST', 'BASE_URL', 'PRACTICE_PORT', 'LOG_LEVEL', 'LANGUAGE', 'TZ'] as const;
const personName = 'demo';

/** The port as set, else the usual one if nobody has it, else any. */
async function choosePort(name: 'PORT' | 'PRACTICE_PORT'): Promise<number> {
  const environment = readEnvironment({ only: fromOutside });
  const port = requireSettings(environment).config[name];
  if (environment.given.has(name)) return port;
  const isFree = await new Promise<boolean>((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  return isFree ? port : 0;
}

/** The practice OpenCHS and its audio service stand ready on their settings pages: one tick there sends to them. */
function openchsSettings({ url, fake }: OpenchsServer): Readonly<Partial<Record<SettingName, string>>> {
  return {
    OPENCHS_PROFILE: 'documented',
    OPENCHS_BASE_URL: `${url}/documented`,
    OPENCHS_CREDENTIAL: fake.apiKey,
    OPENCHS_OFFICE_NAME: 'ศูนย์จัดเก็บรายได้ โรงพยาบาลทดสอบ',
    OPENCHS_OFFICE_PHONE: '+6620000000',
    AI_AUDIO_BASE_URL: `${url}/ai`,
  };
}

function practiceSettings({ url, hospital }: PracticeServer): Readonly<Partial<Record<SettingName, string>>> {
  return {
    OPENCHS_ALLOWED_NETWORKS: '127.0.0.1',
    // Who tries webhooks out has the receiver on this machine.
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1',
    AI_AUDIO_ALLOWED_NETWORKS: '127.0.0.1',
    PRACTICE: 'on',
    AUTH: 'on',
    DB_TYPE: 'embedded',
    HOSPITAL_CODE: hospital,
    HOSPITAL_NAME: 'โรงพยาบาลทดสอบ',
    HOSPITAL_BEDS: '120',
    ECLAIM_BASE_URL: url,
    IAM_BASE_URL: url,
    SMT_BASE_URL: url,
    ECLAIM_USERNAME: 'practice',
    ECLAIM_PASSWORD: 'practice',
    NHSO_PAUSE_MS: '0',
    // The first administrator has every role; nobody knows the password, the link signs in.
    ADMIN_USERNAME: personName,
    ADMIN_PASSWORD: randomBytes(24).toString('base64url'),
  };
}

/** Prints a link that signs the first administrator in, once. */
async function printLink({ parts, port }: RunningServer, terminal: Terminal): Promise<void> {
  const person = await findUserByName(parts.db, personName);
  if (person === null) throw new AppError('user_not_found', { username: personName });
  const token = await makeSignInLink(parts, person.id);
  terminal.print(`Sign in: ${addressOf(parts.config, port)}login/link/${token}`);
}

export const demo = defineCommand({
  name: 'demo',
  does: {
    th: 'ลองใช้กับข้อมูลสมมติจาก สปสช. จำลอง ไม่แตะข้อมูลจริง (PORT, PRACTICE_PORT)',
    en: 'Try the program on invented data of a practice NHSO; real data is never touched (PORT, PRACTICE_PORT)',
  },
  options: {
    reset: {
      type: 'boolean',
      help: { th: 'ลบข้อมูลฝึกแล้วเริ่มใหม่', en: 'delete the practice data and start afresh' },
    },
    folder: {
      type: 'string',
      value: 'DIR',
      help: {
        th: 'โฟลเดอร์ของข้อมูลฝึก (ปริยาย โฟลเดอร์ของโปรแกรม)',
        en: 'folder of the practice data (the program’s if absent)',
      },
    },
  },
  examples: ['demo', 'demo --reset'],
  async run({ options }, terminal) {
    const folders = demoFolders(options.folder);
    if (options.reset) await emptyDemo(folders);
    const practice = await startPractice(await choosePort('PRACTICE_PORT'));
    const { createOpenchsServer } = await import('../practice/openchs/openchs-server.js'); // only here, as the practice NHSO
    const openchs = await createOpenchsServer();
    try {
      const PORT = String(await choosePort('PORT'));
      const overrides = { ...folders, ...practiceSettings(practice), PORT };
      const started = async (server: RunningServer) => {
        await printLink(server, terminal);
        // Its port is another at every start.
        await server.parts.settings.save(openchsSettings(openchs), { userId: null });
        terminal.print(
          `Practice OpenCHS: ${openchs.url} (control ${openchs.controlUrl}, seed ${openchs.seed})`,
        );
        await fillDemo(server.parts, terminal);
      };
      return await runServe({ only: fromOutside, overrides, started }, terminal);
    } finally {
      await practice.close();
      await openchs.close();
    }
  },
});
