import { request } from 'node:http';
import { readEnvironment, resolveSettings } from '../config.js';
import { defineCommand } from './command.js';

const waitMs = 8000;

export const healthcheck = defineCommand({
  name: 'healthcheck',
  does: {
    th: 'ถามโปรแกรมที่เปิดอยู่ว่าทำงานปกติหรือไม่ (ใช้กับ Docker)',
    en: 'Ask the program that runs on this machine whether it is well (for Docker)',
  },
  options: {},
  examples: ['healthcheck'],
  async run(_given, terminal) {
    const { config } = resolveSettings(readEnvironment());
    const host = ['0.0.0.0', '::'].includes(config.HOST) ? '127.0.0.1' : config.HOST;
    const status = await askStatus(host, config.PORT);
    if (status !== null && status < 400) return 0;
    const answer = status === null ? '-' : String(status);
    terminal.say({
      th: `โปรแกรมที่ ${host}:${config.PORT} ไม่พร้อม (${answer}) · ไม่มีอะไรเปลี่ยน · ดูบันทึก หรือสั่ง doctor`,
      en: `The program at ${host}:${config.PORT} is not well (${answer}). Nothing was changed. See the log, or run doctor.`,
    });
    return 1;
  },
});

/** The status of /dashboard, or null where nobody answers. */
async function askStatus(host: string, port: number): Promise<number | null> {
  return await new Promise((resolve) => {
    const asked = request({ host, port, path: '/dashboard', timeout: waitMs }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? null);
    });
    asked.once('timeout', () => asked.destroy());
    // Why nobody answers makes no difference here; doctor tells it.
    asked.once('error', () => resolve(null));
    asked.end();
  });
}
