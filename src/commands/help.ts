import type { Command, CommandOptions } from './command.js';

const program = 'eclaim-rep';

function shape(name: string, option: CommandOptions[string]): string {
  return option.type === 'boolean' ? `--${name}` : `--${name} ${option.value ?? 'VALUE'}`;
}

function usageLine(command: Command): string {
  const required = Object.entries(command.options).filter(([, option]) => option.required);
  const others = Object.keys(command.options).length > required.length ? ['[…]'] : [];
  const parts = [
    program,
    command.name,
    command.words.name,
    ...required.map(([name, option]) => shape(name, option)),
    ...others,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function columns(rows: readonly (readonly [left: string, th: string, en: string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.flatMap(([left, th, en]) => [
    `  ${left.padEnd(width)}  ${th}`,
    `  ${' '.repeat(width)}  ${en}`,
  ]);
}

/** `eclaim-rep COMMAND --help` */
export function commandHelp(command: Command): string {
  const options = Object.entries(command.options).map(
    ([name, option]) => [shape(name, option), option.help.th, option.help.en] as const,
  );
  const help = ['--help', 'แสดงคำอธิบายนี้', 'show this help'] as const;
  return [
    command.does.th,
    command.does.en,
    '',
    'วิธีใช้ · Usage',
    `  ${usageLine(command)}`,
    '',
    'ตัวเลือก · Options',
    ...columns([...options, help]),
    '',
    'ตัวอย่าง · Examples',
    ...command.examples.map((example) => `  ${program} ${example}`),
  ].join('\n');
}

/** `eclaim-rep --help` */
export function programHelp(commands: readonly Command[]): string {
  return [
    'E-Claim REP: ดึงไฟล์ REP และยอดโอน SMT จาก สปสช. นำเข้า และแสดงผล',
    'E-Claim REP: fetches REP workbooks and SMT transfers from NHSO, imports and shows them',
    '',
    'วิธีใช้ · Usage',
    `  ${program} COMMAND […]`,
    `  ${program} COMMAND --help`,
    '',
    'คำสั่ง · Commands',
    ...columns(commands.map(({ name, does }) => [name, does.th, does.en] as const)),
    '',
    'รหัสออก: 0 สำเร็จ · 1 มีสิ่งที่ล้มเหลวหรือต้องมีคนดู · 2 ใช้คำสั่งไม่ถูก',
    'Exit code: 0 all well, 1 something failed or needs a person, 2 wrong usage',
  ].join('\n');
}
