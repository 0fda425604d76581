/** A text of nine characters of one byte each in a workbook's list of texts ([MS-XLS] 2.5.293): its head. */
const headOfNine = Buffer.from([9, 0, 0]);
const digits = 9;
const isDigit = (code: number | undefined) => code !== undefined && code >= 0x30 && code <= 0x39;

/**
 * The same workbook with other TRAN_IDs: those of nine digits that begin with `before` begin with `after` (three digits
 * each). Making it anew would take longer than importing it.
 */
export function withTranIds(bytes: Buffer, before: number, after: number): Buffer {
  const changed = Buffer.from(bytes);
  const sought = Buffer.concat([headOfNine, Buffer.from(String(before))]);
  for (let at = changed.indexOf(sought); at >= 0; at = changed.indexOf(sought, at + 1)) {
    const text = changed.subarray(at + headOfNine.length, at + headOfNine.length + digits);
    if (text.every(isDigit)) text.write(String(after), 'latin1');
  }
  return changed;
}
