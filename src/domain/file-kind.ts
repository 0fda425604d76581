/** What a stored file is: a REP workbook (eclaim_imported_files) or a statement (stm_imported_files). */
export type FileKind = 'rep' | 'stm';

/** Numbers of statements begin here and those of REP workbooks at 1, so that one number names one file (decision 0018). */
const firstStatement = 1_000_000_000;

export function fileKindOf(fileId: number): FileKind {
  return fileId >= firstStatement ? 'stm' : 'rep';
}
