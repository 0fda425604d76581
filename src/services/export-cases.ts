import type { Db } from '../db/db.js';
import { withGuard } from '../domain/case-csv.js';
import { type CaseExportFormat, caseExportName } from '../domain/case-export.js';
import { type CaseJson, caseJson } from '../domain/case-json.js';
import { byteOrderMark, csvField } from '../formats/csv.js';
import type { ByteSink } from '../formats/format.js';
import { readCases } from '../store/case-export.js';
import type { CaseFilter } from '../store/case-list.js';
import type { ExportFacts, ExportTarget } from './export-claims.js';

interface CaseWriter {
  write(cases: readonly CaseJson[]): Promise<void>;
  end(): Promise<void>;
}

/** First what an import takes, then what nobody may write. */
const csvColumns = [
  ...(['case_number', 'title', 'description', 'category', 'priority', 'reporter_phone', 'status'] as const),
  ...(['tran_id', 'reporter_email', 'assigned_to', 'external_ref', 'id', 'deny_code', 'source'] as const),
  ...(['version', 'created_at', 'updated_at', 'resolved_at'] as const),
] as const satisfies readonly (keyof CaseJson)[];

const contentTypes: Readonly<Record<CaseExportFormat, string>> = {
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** A text with its guard; a text that looks like a number is guarded too, or it would not come back as it was. */
function csvCell(value: string | number | null): string {
  return csvField(typeof value === 'string' ? withGuard(value) : value);
}

/** Text of a pretty-printed array, written piece by piece. */
function jsonWriter(out: ByteSink): CaseWriter {
  let any = false;
  return {
    async write(cases) {
      let text = '';
      for (const one of cases) {
        text += `${any ? ',' : '['}\n  ${JSON.stringify(one, null, 2).replaceAll('\n', '\n  ')}`;
        any = true;
      }
      if (text !== '') await out.write(text);
    },
    end: () => out.write(any ? '\n]\n' : '[]\n'),
  };
}

function linesWriter(out: ByteSink, head: string, lineOf: (one: CaseJson) => string): CaseWriter {
  let begun = head === '';
  const begin = async (text: string) => {
    if (begun && text === '') return;
    await out.write(begun ? text : `${head}${text}`);
    begun = true;
  };
  return { write: (cases) => begin(cases.map(lineOf).join('')), end: () => begin('') };
}

function writerOf(format: CaseExportFormat, out: ByteSink): CaseWriter {
  if (format === 'json') return jsonWriter(out);
  if (format === 'ndjson') return linesWriter(out, '', (one) => `${JSON.stringify(one)}\n`);
  const line = (cells: readonly string[]) => `${cells.join(',')}\r\n`;
  return linesWriter(out, `${byteOrderMark}${line(csvColumns)}`, (one) =>
    line(csvColumns.map((name) => csvCell(one[name]))),
  );
}

export interface CaseExport {
  readonly filter: CaseFilter;
  readonly format: CaseExportFormat;
  /** A name of ours that was set aside; else one of the moment. */
  readonly filename?: string;
}

/** Writes all cases of the filter as they stand at one moment, with how reporters are reached. Answers how many went out. */
export async function exportCases(
  { db, now }: { readonly db: Db; readonly now: () => Date },
  { filter, format, filename = caseExportName(now(), format) }: CaseExport,
  target: ExportTarget,
): Promise<ExportFacts> {
  return await readCases(db, filter, async (total, each) => {
    const facts: ExportFacts = { rows: total, filename, contentType: contentTypes[format] };
    const writer = writerOf(format, await target.open(facts));
    let sent = 0;
    await each(async (cases) => {
      target.signal?.throwIfAborted();
      await writer.write(cases.map(caseJson));
      sent += cases.length;
      target.progress?.(sent);
    });
    if (sent !== total) throw new Error(`${sent} cases were read where ${total} had been counted`);
    await writer.end();
    return facts;
  });
}
