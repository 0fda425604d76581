import { countText } from '../../domain/count-text.js';
import type { ExportFormatName, exportFormatNames } from '../../domain/export-column.js';
import { claimExportColumns } from '../../figures/claim-export.js';
import { claimListQuery } from '../../figures/claim-list-filter.js';
import { claimOrderText } from '../../figures/claim-order.js';
import { claimFilterTexts } from '../claim-filter-texts.js';
import type { FieldMessage } from '../form.js';
import { addressWith, type PageContext } from '../page-context.js';
import { columnsText, outColumns } from './claims-columns.js';
import type { ClaimQuery } from './claims-query.js';

/** From so many rows on the page offers a file in the background first. */
export const manyRows = 100_000;

export interface ExportChoice {
  readonly format: ExportFormatName;
  readonly withIdentity: boolean;
  readonly reason: string;
}

export const usualChoice: ExportChoice = { format: 'xlsx', withIdentity: false, reason: '' };

export interface ClaimsExportFacts {
  readonly query: ClaimQuery;
  readonly rows: number;
  readonly choice: ExportChoice;
  readonly errors: readonly FieldMessage[];
}

export interface ClaimsExportView {
  readonly sub: string;
  readonly back: string;
  readonly action: string;
  readonly files: string;
  readonly rows: string;
  readonly filters: readonly string[];
  readonly columns: readonly string[];
  readonly columnCount: string;
  readonly identityText: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly formats: readonly {
    readonly value: string;
    readonly name: string;
    readonly more: string;
    readonly selected: boolean;
  }[];
  /** null where the reader may not have names. */
  readonly identity: { readonly checked: boolean; readonly reason: string } | null;
  readonly large: { readonly title: string; readonly text: string } | null;
  /** Nothing to write. */
  readonly isEmpty: boolean;
  readonly errors: readonly FieldMessage[];
}

const names: Readonly<Record<ExportFormatName, string>> = {
  xlsx: 'Excel (.xlsx)',
  csv: 'CSV (.csv)',
  json: 'JSON (.json)',
  ndjson: 'NDJSON (.ndjson)',
};
const order = ['xlsx', 'csv', 'json', 'ndjson'] as const satisfies (typeof exportFormatNames)[number][];

/** The list that goes out, as an address has it: its claims, their order and columns. */
export function exportQuery({ filter, order, columns }: ClaimQuery): Readonly<Record<string, string | null>> {
  return { ...claimListQuery(filter), sort: claimOrderText(order), columns: columnsText(columns) };
}

export function claimsExportView(facts: ClaimsExportFacts, context: PageContext): ClaimsExportView {
  const { query, rows, choice, errors } = facts;
  const { filter } = query;
  const { t, baseUrl, can } = context;
  const asked = exportQuery(query);
  const columns = claimExportColumns({ withIdentity: false, columns: outColumns(query.columns) });
  const count = countText(rows);
  const mayNames = can('export_identity');
  const texts = claimFilterTexts(filter, context);
  return {
    sub: t('claims-export.sub', { count }),
    back: addressWith(`${baseUrl}/claims`, asked),
    action: `${baseUrl}/claims/export`,
    files: `${baseUrl}/exports`,
    rows: count,
    filters: texts.length === 0 ? [t('exports.all_claims')] : texts,
    columns: columns.map(({ name }) => name),
    columnCount: countText(columns.length),
    identityText: t(mayNames ? 'claims-export.identity_may' : 'claims-export.identity_out'),
    hidden: Object.entries(asked).flatMap(([name, value]) => (value === null ? [] : [{ name, value }])),
    formats: order.map((format) => ({
      value: format,
      name: names[format],
      more: t(`claims-export.${format}_more`),
      selected: format === choice.format,
    })),
    identity: mayNames ? { checked: choice.withIdentity, reason: choice.reason } : null,
    large:
      rows > manyRows
        ? {
            title: t('claims-export.large', { count: countText(manyRows) }),
            text: t('claims-export.large_more'),
          }
        : null,
    isEmpty: rows === 0,
    errors,
  };
}
