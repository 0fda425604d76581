/** Positional rows with their key, as the native profile answers them (integration.md 4.2). */

export type NativeRecord = Readonly<Record<string, string>>;

const caseFields = [
  'id',
  'created_on',
  'created_by_id',
  'updated_on',
  'src',
  'src_uid',
  'src_callid',
  'src_ts',
  'src_vector',
  'theirref',
  'reporter_fullname',
  'reporter_phone',
  'reporter_age_group_id',
  'reporter_sex_id',
  'gbv_related',
  'case_category_id',
  'narrative',
  'plan',
  'priority',
  'status',
  'final_status',
  'assigned_to_id',
];
const allFields = 122;
/** A row has three cells more than fields. */
const spareCells = ['', '', ''];

export const nativeCaseFields: readonly string[] = [
  ...caseFields,
  ...Array.from({ length: allFields - caseFields.length }, (_, at) => `extra_${at + 1}`),
];

export const nativeActivityFields: readonly string[] = [
  'id',
  'created_on',
  'case_id',
  'activity',
  'created_by_id',
  'status',
  'priority',
  'narrative',
  'plan',
];

export interface ListContext {
  readonly offset: number;
  readonly pageSize: number;
  readonly total: number;
  readonly sort: string;
}

/** The lists of one answer: rows, what each column is, and where in the whole they stand. */
export function positional(
  name: string,
  fields: readonly string[],
  records: readonly NativeRecord[],
  context: ListContext | null,
): Record<string, unknown> {
  const key = Object.fromEntries(
    fields.map((field, at) => [field, [String(at), field, '', field.replaceAll('_', ' '), '']]),
  );
  const rows = records.map((record) => [...fields.map((field) => record[field] ?? ''), ...spareCells]);
  const body: Record<string, unknown> = { [name]: rows, [`${name}_k`]: key };
  if (rows.length === 0) body[`${name}_no_data`] = [['No data']];
  if (context) {
    const { offset, pageSize, total, sort } = context;
    const from = total === 0 ? 0 : offset + 1;
    body[`${name}_ctx`] = [[offset, pageSize, from, offset + rows.length, total, name, sort].map(String)];
  }
  return body;
}

/** What such a site does to a text before it stores it. */
export function storedText(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const ownCountry = '254';
/** Digits with a country code stay; every other form gets this site's own country code. */
export function storedPhone(phone: string): string {
  if (/^[1-9]\d{10,14}$/.test(phone)) return phone;
  return `${ownCountry}${phone.replace(/\D/g, '').replace(/^0+/, '')}`;
}
