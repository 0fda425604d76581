/** Letters of a 0-based column: 0 is A, 40 is AO. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

/** `AO74` of a 0-based column and row. */
export function cellName(column: number, row: number): string {
  return `${columnName(column)}${row + 1}`;
}
