import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { destination } from 'pino';

export interface RotatingFile {
  write(line: string): void;
  close(): void;
}

export interface RotationRules {
  readonly folder: string;
  readonly keepDays: number;
  readonly maxBytes: number;
  readonly now: () => Date;
}

const current = 'eclaim-rep.log';
const oldFile = /^eclaim-rep\.(\d{4}-\d{2}-\d{2})(?:\.\d+)?\.log$/;

/** Writes `eclaim-rep.log`; when the day changes or it grows too big it becomes `eclaim-rep.2026-02-03.1.log`. */
export function openRotatingFile(rules: RotationRules): RotatingFile {
  mkdirSync(rules.folder, { recursive: true, mode: 0o750 });
  const file = path.join(rules.folder, current);
  const found = existsSync(file) ? statSync(file) : null;
  const out = destination({ dest: file, append: true, sync: true, mode: 0o640 });
  let bytes = found?.size ?? 0;
  let day = dayOf(found?.mtime ?? rules.now());
  const rotate = (today: string) => {
    if (bytes > 0) {
      renameSync(file, freeName(rules.folder, day));
      out.reopen();
    }
    bytes = 0;
    day = today;
    deleteOldFiles(rules);
  };
  deleteOldFiles(rules);
  return {
    write(line) {
      const today = dayOf(rules.now());
      const length = Buffer.byteLength(line);
      if (today !== day || bytes + length > rules.maxBytes) rotate(today);
      out.write(line);
      bytes += length;
    },
    close: () => out.end(),
  };
}

/** The local day, `YYYY-MM-DD`. */
function dayOf(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function freeName(folder: string, day: string): string {
  let number = 1;
  const name = () => path.join(folder, `eclaim-rep.${day}.${number}.log`);
  while (existsSync(name())) number += 1;
  return name();
}

function deleteOldFiles({ folder, keepDays, now }: RotationRules): void {
  const oldest = dayOf(new Date(now().getTime() - keepDays * 86_400_000));
  for (const name of readdirSync(folder)) {
    const day = oldFile.exec(name)?.[1];
    if (day !== undefined && day < oldest) rmSync(path.join(folder, name), { force: true });
  }
}
