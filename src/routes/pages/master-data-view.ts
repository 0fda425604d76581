import { countText } from '../../domain/count-text.js';
import {
  keyOf,
  type MasterList,
  type MasterListName,
  type MasterRow,
  type MasterValue,
  masterLists,
} from '../../domain/master-list.js';
import { instantText } from '../../domain/thai-date.js';
import type { MasterComparison } from '../../services/replace-master-list.js';
import type { ErrorCodeText, MasterListState } from '../../store/master-data.js';
import { type ErrorCodeView, errorCodeView } from '../error-code-view.js';
import type { FieldMessage } from '../form.js';
import { addressWith, type Option, type PageContext } from '../page-context.js';

export const codesPerPage = 20;
/** Of each kind of change; the rest is a count. */
const mostLines = 50;

/**
 * views/pages/settings-master-data.ejs, forms with `_csrf`: /settings/master-data/compare (upload of one file, `list`),
 * /settings/master-data/take (`list`, `digest`), /settings/master-data/note (`code`, `note`, `q`, `after`).
 */
export interface MasterDataView {
  readonly lists: readonly {
    readonly title: string;
    readonly name: MasterListName;
    readonly entries: string;
    readonly inUse: string;
    readonly origin: string;
    readonly changed: string;
    readonly csv: string;
    readonly csvLabel: string;
  }[];
  readonly listOptions: readonly Option[];
  readonly comparison: ComparisonView | null;
  readonly saved: string | null;
  readonly errors: readonly FieldMessage[];
  readonly codes: {
    readonly q: string;
    readonly after: string;
    readonly clear: string | null;
    readonly count: string;
    readonly rows: readonly (ErrorCodeView & { readonly retired: boolean })[];
    readonly blank: { icon: string; title: string; text: string; actions: [] } | null;
    readonly pager: { readonly text: string; readonly previous: string | null; readonly next: string | null };
  };
}

interface ComparisonView {
  readonly list: MasterListName;
  readonly digest: string;
  readonly title: string;
  readonly anyChange: boolean;
  readonly counts: readonly { readonly text: string; readonly count: string; readonly bad: boolean }[];
  readonly warnings: readonly string[];
  readonly groups: readonly {
    readonly id: string;
    readonly title: string;
    readonly lines: readonly { readonly code: string; readonly text: string }[];
    readonly more: string | null;
  }[];
}

export interface MasterDataFacts {
  readonly states: readonly MasterListState[];
  readonly names: ReadonlyMap<number, string>;
  readonly codes: { readonly rows: readonly ErrorCodeText[]; readonly total: number };
  readonly q: string;
  readonly after: string | null;
  readonly chosen: MasterListName;
  readonly compared: { readonly list: MasterList; readonly comparison: MasterComparison } | null;
  readonly saved: string | null;
  readonly errors: readonly FieldMessage[];
}

export function masterDataView(facts: MasterDataFacts, context: PageContext): MasterDataView {
  const { t, baseUrl, language } = context;
  return {
    lists: facts.states.map((state) => ({
      title: t(`master-data.${state.name}`),
      name: state.name,
      entries: countText(state.entries),
      inUse: countText(state.inUse),
      origin:
        state.uploaded > 0
          ? t('master-data.from_upload', { count: countText(state.uploaded) })
          : t('master-data.from_seed', { version: state.seedVersion }),
      changed: [instantText(state.changedAt, language, true), nameOf(facts.names, state.changedBy)]
        .filter((text) => text !== '')
        .join(' · '),
      csv: `${baseUrl}/settings/master-data/${state.name}.csv`,
      csvLabel: t('master-data.csv_of', { name: t(`master-data.${state.name}`) }),
    })),
    listOptions: masterLists.map(({ name }) => ({
      value: name,
      text: t(`master-data.${name}`),
      selected: name === facts.chosen,
    })),
    comparison: facts.compared && comparisonView(facts.compared.list, facts.compared.comparison, context),
    saved: facts.saved,
    errors: facts.errors,
    codes: codesView(facts, context),
  };
}

function nameOf(names: ReadonlyMap<number, string>, id: number | null): string {
  return id === null ? '' : (names.get(id) ?? '');
}

function comparisonView(list: MasterList, comparison: MasterComparison, { t }: PageContext): ComparisonView {
  const { changes, refused, ignored, digest } = comparison;
  const key = keyOf(list);
  const line = (row: MasterRow) => ({ code: String(row[key]), text: rowText(list, row) });
  const groups = [
    {
      id: 'refused',
      lines: refused.map((one) => ({
        code: one.code,
        text: t(`master-data.problem_${one.problem}`, { line: one.line, column: one.column }),
      })),
    },
    { id: 'gone', lines: changes.gone.map(line) },
    {
      id: 'changed',
      lines: changes.changed.map(({ before, after, columns }) => ({
        code: String(after[key]),
        text: columns
          .map((name) => `${name}: ${valueText(before[name])} → ${valueText(after[name])}`)
          .join(' · '),
      })),
    },
    { id: 'added', lines: changes.added.map(line) },
  ];
  return {
    list: list.name,
    digest,
    title: t('master-data.compared', { name: t(`master-data.${list.name}`) }),
    anyChange: changes.added.length + changes.changed.length + changes.gone.length > 0,
    counts: [
      ...['added', 'changed', 'gone', 'refused'].map((id) => {
        const count = groups.find((group) => group.id === id)?.lines.length ?? 0;
        return { text: t(`master-data.${id}`), count: countText(count), bad: id === 'refused' && count > 0 };
      }),
      { text: t('master-data.unchanged'), count: countText(changes.unchanged), bad: false },
    ],
    warnings: ignored.length === 0 ? [] : [t('master-data.ignored', { names: ignored.join(', ') })],
    groups: groups
      .filter(({ lines }) => lines.length > 0)
      .map(({ id, lines }) => ({
        id,
        title: t(`master-data.${id}`),
        lines: lines.slice(0, mostLines),
        more:
          lines.length > mostLines
            ? t('master-data.more', { count: countText(lines.length - mostLines) })
            : null,
      })),
  };
}

/** The entry's texts without its code, as one line. */
function rowText(list: MasterList, row: MasterRow): string {
  const texts = list.columns.filter(({ kind }) => kind === 'word' || kind === 'text');
  return texts.flatMap(({ name }) => (row[name] ? [String(row[name])] : [])).join(' · ');
}

function valueText(value: MasterValue | undefined): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? '1' : '0';
  return String(value);
}

function codesView({ codes, q, after }: MasterDataFacts, { t, baseUrl }: PageContext) {
  const here = `${baseUrl}/settings/master-data`;
  const last = codes.rows[codesPerPage - 1];
  const isMore = codes.rows.length > codesPerPage && last !== undefined;
  return {
    q,
    after: after ?? '',
    clear: q === '' ? null : `${here}#codes`,
    count: t('master-data.codes_found', { count: countText(codes.total) }),
    rows: codes.rows
      .slice(0, codesPerPage)
      .map((row) => ({ ...errorCodeView(row.code, row, t), retired: !row.isActive })),
    blank:
      codes.rows.length > 0
        ? null
        : {
            icon: 'search',
            title: t('master-data.none_found'),
            text: t('master-data.none_found_more'),
            actions: [] as [],
          },
    pager: {
      text: t('master-data.codes_found', { count: countText(codes.total) }),
      previous: after === null ? null : `${addressWith(here, { q })}#codes`,
      next: isMore ? `${addressWith(here, { q, after: last.code })}#codes` : null,
    },
  };
}
