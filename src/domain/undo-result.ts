/** What taking a file out again did. */
export interface UndoResult {
  readonly fileId: number;
  /** Claim rows of the file; the rows of its other sheets went with them. */
  readonly rowsRemoved: number;
  /** Claims that count by another version now. */
  readonly claimsRestored: number;
  /** Claims that no other file holds. */
  readonly claimsRemoved: number;
}

/** The line of `undo --json`. */
export function undoResultJson(result: UndoResult): object {
  return {
    file_id: result.fileId,
    rows_removed: result.rowsRemoved,
    claims_restored: result.claimsRestored,
    claims_removed: result.claimsRemoved,
  };
}
