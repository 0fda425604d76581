import type { ClaimField } from '../../domain/claim-fields.js';
import { countText } from '../../domain/count-text.js';
import { addBaht } from '../../domain/satang.js';
import type { Claim, ItemSheet } from '../../services/read-claim.js';
import type { ErrorCodeView } from '../error-code-view.js';
import type { PageContext } from '../page-context.js';
import { type Showing, valueText } from './claim-values.js';

export interface FieldLine {
  readonly label: string;
  readonly text: string;
}

/** One group of columns of the shown version. */
export interface ContentGroup {
  readonly title: string;
  readonly note: string;
  /** Opened at first: what people look for. */
  readonly open: boolean;
  readonly filled: readonly FieldLine[];
  /** Headings of columns in which nothing is written. */
  readonly empty: readonly string[];
  /** What is said above the fields; '' = nothing. */
  readonly remark: string;
}

/** In the order of the page; a group that a form brings beyond these stands with the others. */
const groups = [
  ...['status', 'reimbursement', 'claim', 'fund', 'expense', 'drg', 'deny', 'visit', 'service', 'rights'],
  ...['patient', 'hospital', 'invoice', 'baserate', 'identity', 'other', 'extra'],
] as const;
const openGroups: ReadonlySet<string> = new Set(['reimbursement', 'claim', 'fund']);

function groupOf({ group }: ClaimField): (typeof groups)[number] {
  const name = group.split(':')[0];
  return groups.find((one) => one === name) ?? 'other';
}

const isEmpty = ({ value }: ClaimField) => value === null || value === '';

/** Every column of the shown version, by groups of meaning. */
export function contentGroups({ shown }: Claim, { t }: PageContext, showing: Showing): ContentGroup[] {
  return groups.flatMap((group): ContentGroup[] => {
    const fields = shown.fields.filter((field) => groupOf(field) === group);
    if (fields.length === 0) return [];
    const filled = fields.filter((field) => !isEmpty(field));
    return [
      {
        title: t(`claim.group_${group}`),
        note: t('claim.filled', { filled: countText(filled.length), all: countText(fields.length) }),
        open: openGroups.has(group) && filled.length > 0,
        filled: filled.map((field) => ({
          label: field.heading,
          text: valueText(field.value, field, showing),
        })),
        empty: fields.filter(isEmpty).map(({ heading }) => heading),
        remark: group === 'extra' && !showing.revealed ? t('claim.extra_note') : '',
      },
    ];
  });
}

interface ItemCell {
  readonly text: string;
  readonly numeric: boolean;
  readonly code: ErrorCodeView | null;
}

export interface ItemTable {
  readonly title: string;
  readonly count: string;
  readonly open: boolean;
  readonly columns: readonly { readonly label: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly ItemCell[])[];
  /** One cell a column; '' where nothing is added up. */
  readonly totals: readonly string[];
}

/** What each item repeats of its claim. */
const ofClaim: ReadonlySet<string> = new Set(['identity', 'patient', 'visit', 'hospital']);
const codeColumns: ReadonlySet<string> = new Set(['error_code', 'deny_code']);
const added: ReadonlySet<string> = new Set(['claim_amount', 'reimb_amount', 'reimb_agency', 'paid_amount']);
const isNumeric = ({ type }: ClaimField) => type === 'money' || type === 'integer' || type === 'weight';

/** The last part of a heading path, as the sheet itself writes it above the column. */
const shortHeading = (heading: string) => heading.split(' > ').at(-1) ?? heading;

/** The error codes of all items, for their texts. */
export function itemCodes({ items }: Claim): string[] {
  const fields = items.flatMap(({ rows }) => rows.flat());
  return fields.flatMap(({ key, value }) => (codeColumns.has(key) && value !== null ? [value] : []));
}

function itemTable(
  sheet: ItemSheet,
  rows: readonly (readonly ClaimField[])[],
  codes: ReadonlyMap<string, ErrorCodeView>,
  { t }: PageContext,
  showing: Showing,
): ItemTable {
  const all = rows.map((row) => new Map(row.map((field) => [field.key, field])));
  const keys = [...new Set(all.flatMap((row) => [...row.keys()]))];
  const shown = keys.flatMap((key) => {
    const field = all.map((row) => row.get(key)).find((one) => one !== undefined && !isEmpty(one));
    return field === undefined || ofClaim.has(field.group) ? [] : [field];
  });
  return {
    title: t(`claim.items_${sheet}`),
    count: t('claim.items_count', { count: countText(rows.length) }),
    open: rows.length <= 12,
    columns: shown.map((field) => ({ label: shortHeading(field.heading), numeric: isNumeric(field) })),
    rows: all.map((row) =>
      shown.map((column) => ({
        text: valueText(row.get(column.key)?.value ?? null, column, showing),
        numeric: isNumeric(column),
        code: codeColumns.has(column.key) ? (codes.get(row.get(column.key)?.value ?? '') ?? null) : null,
      })),
    ),
    totals: shown.map((column) =>
      added.has(column.key)
        ? valueText(addBaht(...all.map((row) => row.get(column.key)?.value ?? null)), column, showing)
        : '',
    ),
  };
}

/** The item sheets of one file with a version of the claim. */
export interface ItemGroup {
  readonly title: string;
  readonly file: { readonly href: string; readonly name: string };
  readonly tables: readonly ItemTable[];
}

/** The items of each file that has any; only those of the shown version stand open. */
export function itemGroups(
  { items, versions, shown }: Claim,
  codes: ReadonlyMap<string, ErrorCodeView>,
  context: PageContext,
  showing: Showing,
): ItemGroup[] {
  const { t, baseUrl } = context;
  return [...new Set(items.map(({ fileId }) => fileId))].map((fileId) => {
    const own = versions.filter((version) => version.fileId === fileId);
    const titles = own.map(({ role, versionNo }) =>
      role === 'reference'
        ? t('claim.version_reference')
        : t('claim.version', { number: countText(versionNo) }),
    );
    const title = [...new Set(titles)].reverse().join(' · ');
    const tables = items
      .filter((one) => one.fileId === fileId)
      .map(({ sheet, rows }) => itemTable(sheet, rows, codes, context, showing));
    return {
      title,
      file: { href: `${baseUrl}/files/${fileId}`, name: own[0]?.filename ?? '' },
      tables: fileId === shown.fileId ? tables : tables.map((table) => ({ ...table, open: false })),
    };
  });
}
