import { readEnvironment, resolveSettings } from '../config.js';
import { defineCommand, jsonOption } from './command.js';

const originWords = {
  command: 'command',
  environment: 'environment',
  secret_file: 'secret file',
  env_file: '.env',
  saved: 'settings page',
  default: 'default',
} as const;

/** Works while a server runs: values saved on pages lie in the database and are shown on /settings/effective. */
export const config = defineCommand({
  name: 'config',
  does: {
    th: 'แสดงค่าตั้งที่ใช้ ที่มาของแต่ละค่า ความลับไม่แสดง (ค่าที่บันทึกจากหน้าเว็บดูที่ /settings/effective)',
    en: 'Show the settings and where each comes from, secrets hidden (values saved on pages: /settings/effective)',
  },
  options: { json: jsonOption },
  examples: ['config', 'config --json'],
  async run({ options }, terminal) {
    const { effective, issues, warnings } = resolveSettings(readEnvironment());
    const wrong = new Map(issues.map((issue) => [issue.name, issue]));
    for (const { name, value, origin } of effective) {
      const problem = wrong.get(name)?.reason.en ?? null;
      if (options.json) terminal.json({ name, value, origin, problem });
      else terminal.print(`${name.padEnd(28)} ${(value || '-').padEnd(36)} ${originWords[origin]}`);
    }
    for (const warning of warnings) terminal.say(warning);
    for (const { name, reason, example } of issues)
      terminal.say({
        th: `${name}: ${reason.th} (${name}=${example})`,
        en: `${name}: ${reason.en} (${name}=${example})`,
      });
    return issues.length > 0 ? 1 : 0;
  },
});
