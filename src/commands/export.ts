import path from 'node:path';
import { AppError } from '../domain/errors.js';
import { type ExportFormatName, exportFormatNames, isExportFormat } from '../domain/export-column.js';
import { type ClaimListFilter, claimListQuery, readClaimListFilter } from '../figures/claim-list-filter.js';
import { bedsIn, type Figure, type FigureQuestion } from '../figures/figure.js';
import { filterQuery } from '../figures/figure-filter.js';
import { commandLineActor } from '../services/actor.js';
import { exportClaims } from '../services/export-claims.js';
import { exportFigure } from '../services/export-figure.js';
import { type ExportedFile, exportToFile } from '../services/export-to-file.js';
import { writeAudit } from '../store/audit-log.js';
import { readLanguage } from './arguments.js';
import {
  defineCommand,
  type ExitCode,
  jsonOption,
  languageOption,
  type Terminal,
  UsageError,
} from './command.js';
import { chosenFigure, readBy, readFilter } from './figure.js';
import { filterOptions, filterQueryOf } from './filter-options.js';
import { type Program, withProgram } from './open-program.js';

/** Milliseconds between two lines about how far it is. */
const pause = 3000;

function formatOf(file: string): ExportFormatName {
  const format = path.extname(file).slice(1).toLowerCase();
  if (isExportFormat(format)) return format;
  const known = exportFormatNames.map((name) => `.${name}`).join(', ');
  throw new UsageError({
    th: `ชื่อไฟล์ของ --out ต้องลงท้ายด้วย ${known}`,
    en: `The file of --out must end in ${known}`,
  });
}

function claimFilter(query: Readonly<Record<string, string>>, now: Date): ClaimListFilter {
  try {
    return readClaimListFilter(query, now);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new UsageError({ th: error.text('th'), en: error.text('en') });
  }
}

interface Order {
  readonly subject: string;
  readonly filter: Readonly<Record<string, unknown>>;
  readonly format: ExportFormatName;
  readonly asJson: boolean;
}

/** Writes the file, records it with its rows, also where it ended early, and prints one line about it. */
async function write(
  { db }: Program,
  { subject, filter, format, asJson }: Order,
  terminal: Terminal,
  work: (progress: (rows: number) => void) => Promise<ExportedFile>,
): Promise<ExitCode> {
  let done = 0;
  let told = Date.now();
  const record = (outcome: 'done' | 'incomplete', rowCount: number) =>
    writeAudit(db, {
      ...{ ...commandLineActor, at: new Date(), action: 'export', subject, outcome, rowCount },
      filter: { ...filter, format, with_identity: false, into: 'file' },
    });
  try {
    const file = await work((rows) => {
      done = rows;
      if (Date.now() - told < pause) return;
      told = Date.now();
      terminal.note(`${rows}`);
    });
    await record('done', file.rows);
    const { path: place, rows, bytes } = file;
    if (asJson) terminal.json({ subject, file: place, format, rows, bytes });
    else terminal.print(`${place}  ${rows}`);
    return 0;
  } catch (error) {
    await record('incomplete', done);
    if (!terminal.signal.aborted) throw error;
    terminal.say({
      th: 'หยุดแล้วก่อนเขียนครบ · ไม่มีไฟล์ครึ่งเดียวเหลืออยู่',
      en: 'Stopped before all was written. No half file was left.',
    });
    return 1;
  }
}

interface Common {
  readonly place: string;
  readonly format: ExportFormatName;
  readonly now: Date;
  readonly asJson: boolean;
  readonly terminal: Terminal;
}

function writeClaims(common: Common, filter: ClaimListFilter): Promise<ExitCode> {
  const { place, format, now, asJson, terminal } = common;
  const order = { subject: 'claims', filter: claimListQuery(filter), format, asJson };
  const asked = { filter, format, withIdentity: false };
  return withProgram({ page: '/claims/export', terminal }, (program) => {
    const parts = { db: program.db, now: () => now };
    return write(program, order, terminal, (progress) =>
      exportToFile(
        () => place,
        (file) => exportClaims(parts, asked, { ...file, progress, signal: terminal.signal }),
      ),
    );
  });
}

function writeFigure(common: Common, figure: Figure, question: FigureQuestion): Promise<ExitCode> {
  const { place, format, now, asJson, terminal } = common;
  const asked = { ...filterQuery(question.filter), by: question.by };
  const order = { subject: `figure ${figure.name}`, filter: asked, format, asJson };
  return withProgram({ page: '/dashboard', terminal }, async (program) => {
    const ofHospital = bedsIn(await program.settings.current());
    const answer = await program.db.snapshot((view) => figure.answer(view, { ...question, ...ofHospital }));
    return await write(program, order, terminal, () =>
      exportToFile(
        () => place,
        (file) => exportFigure(figure, answer, format, now, file),
      ),
    );
  });
}

export const exportCommand = defineCommand({
  name: 'export',
  does: {
    th: 'เขียนเคลมทั้งหมดของตัวกรอง หรือตัวเลขหนึ่งตัว ลงไฟล์ .csv .xlsx .json หรือ .ndjson โดยไม่มีชื่อผู้ป่วย',
    en: 'Write all claims of a filter, or one figure, to a .csv, .xlsx, .json or .ndjson file, without patients’ names',
  },
  words: { name: 'claims | figure NAME', least: 1, most: 2 },
  options: {
    out: {
      type: 'string',
      value: 'FILE',
      required: true,
      help: { th: 'ไฟล์ที่เขียน ชนิดตามนามสกุล', en: 'the file to write; its kind by its extension' },
    },
    ...filterOptions,
    'rep-no': { type: 'string', value: 'NUMBER', help: { th: 'เลข REP', en: 'REP no.' } },
    'file-id': { type: 'string', value: 'ID', help: { th: 'หมายเลขไฟล์', en: 'number of a file' } },
    'imported-since': {
      type: 'string',
      value: 'DAY',
      help: { th: 'จากไฟล์ที่นำเข้าตั้งแต่วันนี้ เช่น 2026-11-27', en: 'of files imported since, e.g. 2026-11-27' },
    },
    by: { type: 'string', value: 'BY', help: { th: 'แยกตัวเลขตาม', en: 'split a figure by' } },
    json: jsonOption,
    lang: languageOption,
  },
  examples: [
    'export claims --out claims.csv --fiscal-year 2569 --status denied',
    'export claims --out claims.xlsx --scheme ucs,ofc --json',
    'export figure claims-summary --out summary.xlsx --by scheme',
  ],
  async run({ options, words: [subject = '', name = ''] }, terminal) {
    const place = path.resolve(options.out);
    const now = new Date();
    const common = { place, format: formatOf(place), now, asJson: options.json, terminal };
    const query = filterQueryOf(options);
    if (subject === 'claims' && name === '') {
      const ofList = {
        rep_no: options['rep-no'] ?? '',
        file_id: options['file-id'] ?? '',
        imported_since: options['imported-since'] ?? '',
      };
      return await writeClaims(common, claimFilter({ ...query, ...ofList }, now));
    }
    if (subject !== 'figure')
      throw new UsageError({
        th: `ส่งออก ${subject} ${name} ไม่ได้ · ใช้ claims หรือ figure NAME`,
        en: `${subject} ${name} cannot be exported. Use claims, or figure NAME`,
      });
    const figure = chosenFigure(name);
    const by = readBy(options.by, figure.by);
    const question = {
      filter: readFilter(figure, query, now),
      by,
      language: readLanguage(options.lang),
      now,
    };
    return await writeFigure(common, figure, question);
  },
});
