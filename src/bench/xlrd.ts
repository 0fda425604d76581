import { spawnSync } from 'node:child_process';
import { z } from 'zod';

/** Debian's Python, where python3-xlrd lies; then whichever comes first. */
const pythons = ['/usr/bin/python3', 'python3'];
const program = `
import sys, time, xlrd
begin = time.perf_counter()
book = xlrd.open_workbook(sys.argv[1])
print(sum(sheet.nrows for sheet in book.sheets()), time.perf_counter() - begin)
`;
const answer = z.tuple([z.coerce.number().int().min(1), z.coerce.number().positive()]);

/** Milliseconds in which Python's xlrd only reads this workbook; null where it is not installed. */
export function timeXlrd(workbook: string): number | null {
  for (const python of pythons) {
    const done = spawnSync(python, ['-c', program, workbook], { encoding: 'utf8' });
    if (done.status !== 0) continue;
    const [, seconds] = answer.parse(done.stdout.trim().split(' '));
    return seconds * 1000;
  }
  return null;
}
