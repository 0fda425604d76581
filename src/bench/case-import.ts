import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type CaseImportReport, caseImportReport } from '../domain/case-import.js';
import type { Bench, BenchRow } from './bench.js';
import { type FromImportServer, fromImportServer } from './case-import-messages.js';
import { chosenTargets, type Target, withServer } from './targets.js';

const usualRows = 100_000;
const wantedSeconds = 60;
const wantedMegabytes = 150;
/** Longer than any of these imports takes; then something hangs. */
const mostSeconds = 600;
const program = fileURLToPath(new URL('./case-import-server.js', import.meta.url));
const job = z.looseObject({ status: z.string(), report: caseImportReport.nullish() });

/** What becomes of the rows of a file, and how one of them is written. */
interface Shape {
  readonly name: string;
  readonly query: string;
  row(number: number): string;
}

const text = (number: number) =>
  `ขอเอกสารเพิ่มของรายการที่ ${number},ตรวจรหัสอนุมัติกับแฟ้มของวันนั้น แล้วส่งใหม่ก่อนสิ้นเดือน ${number}`;
const numbered = (number: number) => `EXT-${String(number).padStart(8, '0')}`;
const shapes: readonly Shape[] = [
  { name: 'new', query: '', row: (n) => `${numbered(n)},${text(n)},denial,high,081-234-5678` },
  { name: 'new, without numbers', query: '', row: (n) => `,${text(n)},,,` },
  { name: 'unchanged', query: '', row: (n) => `${numbered(n)},${text(n)},denial,high,081-234-5678` },
  { name: 'updated', query: '', row: (n) => `${numbered(n)},${text(n)},appeal,high,081-234-5678` },
  { name: 'refused', query: '', row: (n) => `R-${n},,ไม่มีเรื่อง,denial,urgent,x` },
  { name: 'dry run', query: '?dry_run=true', row: (n) => `DRY-${n},${text(n)},denial,low,` },
];

const csvOf = (shape: Shape, rows: number) =>
  `case_number,title,description,category,priority,reporter_phone\n${Array.from({ length: rows }, (_, at) => shape.row(at)).join('\n')}\n`;

async function heard(child: ChildProcess): Promise<FromImportServer> {
  const heardIt = new AbortController();
  const { signal } = heardIt;
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`the measured server ended with code ${code}`);
  });
  // Given up where the message came first.
  ended.catch(() => undefined);
  const [message]: unknown[] = await Promise.race([once(child, 'message', { signal }), ended]);
  heardIt.abort();
  return fromImportServer.parse(message);
}

/** Sends a file and waits for its report: of a job, where it is long. */
async function importFile(url: string, key: string, file: string, query: string): Promise<CaseImportReport> {
  const headers = { 'x-api-key': key };
  const answer = await fetch(`${url}/api/v1/cases/import${query}`, {
    ...{ method: 'POST', body: await openAsBlob(file) },
    headers: { ...headers, 'content-type': 'text/csv' },
  });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  if (answer.status === 200) return caseImportReport.parse(await answer.json());
  await answer.arrayBuffer();
  const place = `${url}${answer.headers.get('location')}`;
  const end = Date.now() + mostSeconds * 1000;
  while (Date.now() < end) {
    const asked = await fetch(place, { headers });
    const body: unknown = await asked.json();
    // The embedded database has one connection: nobody else is answered while the rows are written.
    if (asked.status === 503) continue;
    const { status, report } = job.parse(body);
    if (status.startsWith('completed') && report) return report;
    if (!['queued', 'running'].includes(status)) throw new Error(`the import ended as ${status}`);
    await pause(100);
  }
  throw new Error(`no report after ${mostSeconds} s`);
}

interface Measured {
  readonly env: NodeJS.ProcessEnv;
  readonly target: Target;
  readonly folder: string;
  readonly rows: number;
}

async function measure(
  { env, target, folder, rows }: Measured,
  say: (line: string) => void,
): Promise<BenchRow[]> {
  const child = fork(program, [target.name, folder], { env, execArgv: ['--expose-gc'] });
  try {
    const listening = await heard(child);
    if (listening.is !== 'listening') throw new Error('the server did not say that it listens');
    const told = async (word: 'begin' | 'memory') => {
      child.send(word);
      const answer = await heard(child);
      if (answer.is !== 'memory') throw new Error('the server did not tell its memory');
      return answer;
    };
    const file = path.join(folder, 'cases.csv');
    const send = (query: string) => importFile(listening.url, listening.key, file, query);
    // What the first import loads belongs to a server that is at work.
    writeFileSync(file, 'case_number,title\nFIRST-1,ก\n');
    await send('');
    const results: BenchRow[] = [];
    let begun = Number.NaN;
    for (const shape of shapes) {
      writeFileSync(file, csvOf(shape, rows));
      const { before } = await told('begin');
      if (Number.isNaN(begun)) begun = before;
      const started = performance.now();
      const report = await send(shape.query);
      const seconds = (performance.now() - started) / 1000;
      const { highest } = await told('memory');
      const row: BenchRow = {
        ...{ database: target.name, rows: shape.name, imported: report.imported },
        ...{ updated: report.updated, unchanged: report.unchanged, refused: report.refused },
        s: Number(seconds.toFixed(1)),
        'MB more memory': Math.round(highest - before),
        'MB more than before the first': Math.round(highest - begun),
      };
      if (report.rows !== rows) throw new Error(`${report.rows} of ${rows} rows were read`);
      say(Object.values(row).join(' '));
      results.push(row);
    }
    child.send('end');
    await once(child, 'exit');
    return results;
  } finally {
    child.kill();
  }
}

/** CSVs of cases over the API into a server of their own, one after the other; `--rows` is the length of each. */
export const caseImport: Bench = {
  name: 'case-import',
  async run(say, wanted) {
    const count = wanted ?? usualRows;
    const folder = mkdtempSync(path.join(tmpdir(), 'eclaim-rep-bench-'));
    try {
      const rows: BenchRow[] = [];
      for (const target of chosenTargets()) {
        say(`CSVs of ${count} cases into ${target.name}`);
        rows.push(...(await withServer(target, (env) => measure({ env, target, folder, rows: count }, say))));
      }
      return {
        title: `CSV import of ${count} cases over the API (wanted of 100,000: ${wantedSeconds} s, ${wantedMegabytes} MB more memory)`,
        rows,
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
