import { fileKindOf } from '../../domain/file-kind.js';
import type { ImportedFileRow } from '../../store/imported-file-list.js';

/** `REP OP`, `STM IP`. */
export function fileTypeText({ id, file_type }: Pick<ImportedFileRow, 'id' | 'file_type'>): string {
  return fileKindOf(id) === 'stm' ? `STM ${file_type.replace(/_STM$/, '')}` : `REP ${file_type}`;
}
