import path from 'node:path';
import { isArchiveName } from '../domain/archive.js';
import { AppError, type Language } from '../domain/errors.js';
import { type ImportResult, type ImportStatus, importResultJson } from '../domain/import-result.js';
import { waitsForOther } from '../domain/import-sentence.js';
import type { JobProgress } from '../domain/job.js';
import { createProgressMeter } from '../jobs/progress.js';
import { importArchive } from '../services/import-archive.js';
import { withImportParts } from '../services/import-parts.js';
import { type ImportParts, type ImportRequest, importRepFile } from '../services/import-rep-file.js';
import { refusedResult } from '../services/record-import.js';
import { readLanguage } from './arguments.js';
import { defineCommand, type ExitCode, jsonOption, languageOption, type Terminal } from './command.js';
import { findWorkbooks } from './find-workbooks.js';
import { withProgram } from './open-program.js';

const passing: readonly ImportStatus[] = ['completed', 'completed_with_problems', 'unchanged'];

function sayResult(result: ImportResult, language: Language, terminal: Terminal): void {
  const { file, status, rowsRead, inserted, updated, unchanged, refused } = result;
  terminal.print(
    `${file}  ${status}  rows ${rowsRead} = inserted ${inserted} + updated ${updated} + unchanged ${unchanged} + refused ${refused}`,
  );
  for (const { sheet, row, cell, code, message } of result.problems.slice(0, 20)) {
    const place = [sheet, row || null, cell].filter((part) => part !== null).join(' ');
    terminal.note(`  ${place ? `${place}: ` : ''}${message[language]} (${code})`);
  }
  if (result.problems.length > 20)
    terminal.say({
      th: `  อีก ${result.problems.length - 20} เรื่องอยู่ในหน้าของไฟล์ /files/${result.fileId}`,
      en: `  ${result.problems.length - 20} more on the page of the file, /files/${result.fileId}`,
    });
}

interface ImportOptions {
  readonly force: boolean;
  readonly json: boolean;
  readonly lang: string | null;
}

/** Tells a result; answers whether all is well with it. */
type Tell = (result: ImportResult, archive?: string) => boolean;

function tellerOf(options: ImportOptions, terminal: Terminal): Tell {
  const language = readLanguage(options.lang);
  return (result, archive) => {
    if (options.json)
      terminal.json({ ...importResultJson(result, language), ...(archive !== undefined && { archive }) });
    else {
      const file = archive === undefined ? result.file : `${archive}/${result.file}`;
      sayResult({ ...result, file }, language, terminal);
    }
    return passing.includes(result.status);
  };
}

/** Every member is told: a line for each workbook, and one for the archive with what was skipped and why. */
async function importMembers(
  parts: ImportParts,
  request: ImportRequest,
  tell: Tell,
  terminal: Terminal,
): Promise<boolean> {
  const archive = path.basename(request.path);
  const count = { members: 0, imported: 0, refused: 0 };
  const skipped: string[] = [];
  try {
    await importArchive(parts, request, {
      member({ path: place, result }) {
        count.members++;
        if (!result) skipped.push(place);
        else if (tell(result, archive)) count.imported++;
        else count.refused++;
      },
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'database_unavailable') throw error;
    return tell(refusedResult(archive, new Date(), error));
  }
  const { members, imported, refused } = count;
  const names = skipped.length === 0 ? '' : ` (${skipped.join(', ')})`;
  terminal.say({
    th: `${archive}: ${members} ไฟล์ = นำเข้า ${imported} + ไม่ผ่าน ${refused} + ข้าม ${skipped.length}${names}`,
    en: `${archive}: files ${members} = imported ${imported} + refused ${refused} + skipped ${skipped.length}${names}`,
  });
  return refused === 0;
}

async function importFiles(
  parts: ImportParts,
  files: readonly string[],
  options: ImportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const tell = tellerOf(options, terminal);
  const meter = createProgressMeter(Date.now);
  const show = (change: Partial<JobProgress>) => {
    meter.change(change);
    terminal.bar?.show(meter.now());
  };
  let allWell = true;
  for (const [index, file] of files.entries()) {
    if (terminal.signal.aborted) break;
    show({ done: index, of: files.length, current: path.basename(file) });
    const next = files[index + 1];
    if (next !== undefined) parts.threads?.expect(next);
    const request: ImportRequest = {
      path: file,
      source: 'cli',
      force: options.force,
      signal: terminal.signal,
      onWait: () =>
        terminal.say({
          th: `${path.basename(file)}: ${waitsForOther.th}`,
          en: `${path.basename(file)}: ${waitsForOther.en}`,
        }),
    };
    const isWell = isArchiveName(file)
      ? await importMembers(parts, request, tell, terminal)
      : tell(await importRepFile(parts, request));
    if (!isWell) allWell = false;
    show({ done: index + 1, current: null });
  }
  terminal.bar?.end();
  if (!terminal.signal.aborted) return allWell ? 0 : 1;
  terminal.say({
    th: 'หยุดตามที่สั่ง · ไฟล์ที่นำเข้าแล้วอยู่ครบ ไฟล์ที่ค้างไม่มีแถวใดเข้าระบบ · สั่งซ้ำเพื่อทำต่อ',
    en: 'Stopped as asked. Files that were imported are kept, no row of the others was stored. The same command goes on.',
  });
  return 1;
}

export const importCommand = defineCommand({
  name: 'import',
  does: {
    th: 'นำเข้าสมุดงาน REP หรือ .zip ของสมุดงาน ตามลำดับที่ให้ โฟลเดอร์หมายถึงทุกไฟล์ .xls และ .zip ในนั้นและโฟลเดอร์ย่อย เรียงตามชื่อ',
    en: 'Import REP workbooks, or a .zip of them, in the order given; a folder stands for every .xls and .zip in and below it, by name',
  },
  words: { name: 'FILE|DIR…', least: 1, most: Number.POSITIVE_INFINITY },
  options: {
    force: {
      type: 'boolean',
      help: { th: 'อ่านไฟล์ที่นำเข้าแล้วใหม่อีกครั้ง', en: 'read files again that are imported already' },
    },
    json: jsonOption,
    lang: languageOption,
  },
  examples: ['import eclaim_99999_OP_25690105_201501885.xls', 'import downloads/ --json'],
  async run({ options, words }, terminal) {
    readLanguage(options.lang);
    const { files, others } = await findWorkbooks(words);
    if (others > 0)
      terminal.say({
        th: `ข้าม ${others} ไฟล์ในโฟลเดอร์ที่ไม่ใช่ .xls หรือ .zip`,
        en: `${others} files of the folders are neither .xls nor .zip and were passed over`,
      });
    if (files.length === 0) {
      terminal.say({
        th: 'ไม่พบสมุดงาน .xls · ไม่มีอะไรเปลี่ยน · ระบุไฟล์ REP หรือโฟลเดอร์ที่เก็บไฟล์',
        en: 'No .xls workbook was found. Nothing was changed. Give REP files, or the folder that holds them',
      });
      return 0;
    }
    return withProgram({ page: '/files', terminal }, (program) =>
      withImportParts(program, (parts) => importFiles(parts, files, options, terminal)).finally(() =>
        terminal.bar?.end(),
      ),
    );
  },
});
