import { readEnvironment } from '../config.js';
import { AppError } from '../domain/errors.js';
import type { PracticeServer } from '../practice/practice-server.js';
import { defineCommand, type Terminal } from './command.js';
import { requireSettings } from './open-ground.js';

/** Starts the practice NHSO. Throws AppError port_in_use. */
export async function startPractice(port: number): Promise<PracticeServer> {
  try {
    const { runPractice } = await import('../practice/run-practice.js'); // only here: a real server needs none of it
    return await runPractice(port);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    throw new AppError('port_in_use', { host: '127.0.0.1', port, other: port + 10 }, { cause });
  }
}

export function untilStopped({ signal }: Terminal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

export const practice = defineCommand({
  name: 'practice',
  does: {
    th: 'เปิด สปสช. จำลองอย่างเดียว สำหรับฝึกและทดสอบ (PRACTICE_PORT)',
    en: 'Start the practice NHSO alone, for training and tests (PRACTICE_PORT)',
  },
  options: {},
  examples: ['practice'],
  async run(_given, terminal) {
    const { config } = requireSettings(readEnvironment({ only: ['PRACTICE_PORT'] }));
    const server = await startPractice(config.PRACTICE_PORT);
    terminal.print(`Practice NHSO: ${server.url}`);
    terminal.say({
      th: `สปสช. จำลองพร้อมแล้ว ข้อมูลสมมติของโรงพยาบาล ${server.hospital} · บัญชี practice รหัสผ่าน practice · หยุดด้วย Ctrl-C`,
      en: `The practice NHSO is ready, with invented data of hospital ${server.hospital}. Account practice, password practice. Ctrl-C stops it.`,
    });
    await untilStopped(terminal);
    await server.close();
    return 0;
  },
});
