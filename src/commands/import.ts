import type { Language } from '../domain/errors.js';
import { type ImportResult, type ImportStatus, importResultJson } from '../domain/import-result.js';
import { importPartsOf } from '../services/import-parts.js';
import { importRepFile } from '../services/import-rep-file.js';
import { readLanguage } from './arguments.js';
import { defineCommand, type ExitCode, jsonOption, languageOption, type Terminal } from './command.js';
import { findWorkbooks } from './find-workbooks.js';
import { type Program, withProgram } from './open-program.js';

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

async function importFiles(
  program: Program,
  files: readonly string[],
  options: { readonly force: boolean; readonly json: boolean; readonly lang: string | null },
  terminal: Terminal,
): Promise<ExitCode> {
  const language = readLanguage(options.lang);
  const parts = await importPartsOf(program);
  let allWell = true;
  for (const file of files) {
    if (terminal.signal.aborted) break;
    const result = await importRepFile(parts, {
      path: file,
      source: 'cli',
      force: options.force,
      signal: terminal.signal,
    });
    if (options.json) terminal.json(importResultJson(result, language));
    else sayResult(result, language, terminal);
    if (!passing.includes(result.status)) allWell = false;
  }
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
    th: 'นำเข้าสมุดงาน REP ตามลำดับที่ให้ โฟลเดอร์หมายถึงทุกไฟล์ .xls ในนั้นและโฟลเดอร์ย่อย เรียงตามชื่อ',
    en: 'Import REP workbooks in the order given; a folder stands for every .xls in and below it, by name',
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
        th: `ข้าม ${others} ไฟล์ในโฟลเดอร์ที่ไม่ใช่ .xls`,
        en: `${others} files of the folders are no .xls and were passed over`,
      });
    if (files.length === 0) {
      terminal.say({
        th: 'ไม่พบสมุดงาน .xls · ไม่มีอะไรเปลี่ยน · ระบุไฟล์ REP หรือโฟลเดอร์ที่เก็บไฟล์',
        en: 'No .xls workbook was found. Nothing was changed. Give REP files, or the folder that holds them',
      });
      return 0;
    }
    return withProgram({ page: '/files', terminal }, (program) =>
      importFiles(program, files, options, terminal),
    );
  },
});
