import type { ColumnRow } from '../../filetypes/file-type.js';
import { repDataDenyColumns } from '../../filetypes/rep-data-deny.columns.js';
import { repDataDrugColumns } from '../../filetypes/rep-data-drug.columns.js';
import { repDataDrug20Columns } from '../../filetypes/rep-data-drug-20.columns.js';
import { repDataDrug21Columns } from '../../filetypes/rep-data-drug-21.columns.js';
import { repDataInstrumentColumns } from '../../filetypes/rep-data-instrument.columns.js';
import { repDataInstrument14Columns } from '../../filetypes/rep-data-instrument-14.columns.js';
import { repLgoColumns } from '../../filetypes/rep-lgo.columns.js';
import { repOfcColumns } from '../../filetypes/rep-ofc.columns.js';
import { withOfcSuffix } from '../../filetypes/rep-ofc-suffixes.columns.js';
import { repOpipColumns } from '../../filetypes/rep-opip.columns.js';
import { repOrfColumns } from '../../filetypes/rep-orf.columns.js';
import { repSssColumns } from '../../filetypes/rep-sss.columns.js';
import { repSummaryColumns } from '../../filetypes/rep-summary.columns.js';
import { repSummaryLgoColumns } from '../../filetypes/rep-summary-lgo.columns.js';
import { repSummaryOfcColumns } from '../../filetypes/rep-summary-ofc.columns.js';
import { repSummaryOrfColumns } from '../../filetypes/rep-summary-orf.columns.js';
import { repSummarySssColumns } from '../../filetypes/rep-summary-sss.columns.js';
import { repZeroPaidColumns } from '../../filetypes/rep-zero-paid.columns.js';
import type { HeadingPlace } from './form-heading.js';
import { formOf, ofcSuffixOf, type RepForm, type RepType } from './rep-type.js';

/** Where the parts of a sheet stand, 0-based (formats/README 1.3 and 1.4). */
export interface SheetForm {
  readonly columns: readonly ColumnRow[];
  readonly heading: HeadingPlace;
}

const sheet = (columns: readonly ColumnRow[], levels: readonly number[], lastRow: number): SheetForm => ({
  columns,
  heading: { levels, lastRow },
});

const detailForms: Readonly<Record<RepForm, SheetForm>> = {
  ucs: sheet(repOpipColumns, [5, 6, 7], 7),
  orf: sheet(repOrfColumns, [5, 7, 8], 8),
  lgo: sheet(repLgoColumns, [5, 6], 6),
  ofc: sheet(repOfcColumns, [5, 6], 6),
  sss: sheet(repSssColumns, [5, 6], 7),
};

const summaryForms: Readonly<Record<RepForm, SheetForm>> = {
  ucs: sheet(repSummaryColumns, [1, 2, 3, 4], 4),
  orf: sheet(repSummaryOrfColumns, [1, 2, 3, 4], 4),
  lgo: sheet(repSummaryLgoColumns, [1, 2, 3, 4], 4),
  ofc: sheet(repSummaryOfcColumns, [1, 2, 3, 4], 4),
  sss: sheet(repSummarySssColumns, [0, 1, 2, 3], 3),
};

/** The form with the fund names of the type's scheme. */
function worded(form: SheetForm, type: RepType): SheetForm {
  const suffix = ofcSuffixOf(type);
  return suffix ? { ...form, columns: withOfcSuffix(form.columns, suffix) } : form;
}

export function detailForm(type: RepType): SheetForm {
  return worded(detailForms[formOf(type)], type);
}

export function summaryForm(type: RepType): SheetForm {
  return worded(summaryForms[formOf(type)], type);
}

/** Item sheets of SSS have fewer columns (formats/README 5, assumed). */
export function drugForm(form: RepForm): SheetForm {
  const columns =
    form === 'orf' ? repDataDrug21Columns : form === 'sss' ? repDataDrug20Columns : repDataDrugColumns;
  return sheet(columns, [3, 4, 5], 5);
}

export function instrumentForm(form: RepForm): SheetForm {
  return sheet(form === 'sss' ? repDataInstrument14Columns : repDataInstrumentColumns, [3, 4, 5], 5);
}

export const denyForm = sheet(repDataDenyColumns, [3, 4, 5], 5);
export const zeroPaidForm = sheet(repZeroPaidColumns, [3, 4, 5], 5);
