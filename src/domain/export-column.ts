/** Kinds of files that rows go out in. */
export const exportFormatNames = ['csv', 'xlsx', 'json', 'ndjson'] as const;
export type ExportFormatName = (typeof exportFormatNames)[number];

export function isExportFormat(name: string): name is ExportFormatName {
  return exportFormatNames.some((known) => known === name);
}

/**
 * What a column holds, and so how each kind of file writes it. `identifier` = digits that are no amount: leading zeros and
 * every digit count. `flag` comes as 1 or 0.
 */
export type CellKind = 'text' | 'identifier' | 'count' | 'baht' | 'weight' | 'day' | 'flag';

export interface ExportColumn {
  /** The same in every kind of file. */
  readonly name: string;
  readonly kind: CellKind;
}
