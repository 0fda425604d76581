import { undoResultJson } from '../domain/undo-result.js';
import { commandLineActor } from '../services/actor.js';
import { undoFile } from '../services/undo-file.js';
import { defineCommand, jsonOption, UsageError } from './command.js';
import { withProgram } from './open-program.js';

function readFileId(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new UsageError({
    th: `เลขไฟล์ต้องเป็นตัวเลข ไม่ใช่ ${text} · ดูเลขได้ที่หน้า /files หรือ file_id ของ import --json`,
    en: `A file is named by its number, not by ${text}. It stands on the page /files and as file_id in import --json`,
  });
}

export const undo = defineCommand({
  name: 'undo',
  does: {
    th: 'ถอนแถวของไฟล์ที่นำเข้าแล้วออก ฉบับก่อนหน้าของเคลมกลับมาเป็นปัจจุบัน',
    en: "Take an imported file's rows out again; the earlier versions of its claims are current again",
  },
  words: { name: 'FILE_ID', least: 1, most: 1 },
  options: {
    reason: {
      type: 'string',
      value: 'TEXT',
      help: { th: 'เหตุผล เก็บไว้ในบันทึกการตรวจสอบ', en: 'why; it is kept in the audit log' },
    },
    json: jsonOption,
  },
  examples: ['undo 12', 'undo 12 --reason "wrong month" --json'],
  async run({ options, words }, terminal) {
    const fileId = readFileId(words[0] ?? '');
    const reason = options.reason?.trim() || null;
    return withProgram({ page: `/files/${fileId}/undo`, terminal }, async (program) => {
      const result = await undoFile(program, { fileId, by: commandLineActor, reason });
      if (options.json) terminal.json(undoResultJson(result));
      else
        terminal.print(
          `file ${fileId}  undone  rows ${result.rowsRemoved} removed, claims ${result.claimsRestored} restored, ${result.claimsRemoved} removed`,
        );
      terminal.say({
        th: 'ถอนแล้ว · ไฟล์และประวัติยังเก็บไว้ · นำเข้าไฟล์เดิมอีกครั้งได้เมื่อต้องการ',
        en: 'Undone. The workbook and its history are kept; import it again whenever you like.',
      });
      return 0;
    });
  },
});
