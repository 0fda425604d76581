import { bahtText } from '../../domain/baht-text.js';
import { errorCodesOf } from '../../domain/claim.js';
import { countText } from '../../domain/count-text.js';
import { dayText } from '../../domain/thai-date.js';
import type { Claim, ClaimVersion } from '../../services/read-claim.js';
import type { Badge } from '../badges.js';
import { resultBadge } from '../claim-badges.js';
import type { ErrorCodeView } from '../error-code-view.js';
import type { FieldMessage } from '../form.js';
import { addressWith, type PageContext, type Twins } from '../page-context.js';
import type { ClaimCasesView } from './claim-cases.js';
import {
  type ContentGroup,
  contentGroups,
  type FieldLine,
  type ItemGroup,
  itemGroups,
} from './claim-content-view.js';
import type { NotesView, SeenView, TransferLine } from './claim-notes-view.js';
import { type StatementsView, statementsView } from './claim-statements-view.js';
import { changeText, type Showing, valueText } from './claim-values.js';
import { type VersionLine, versionLines } from './claim-versions-view.js';
import type { NoticeView } from './file-notice.js';

/** Whether the reader may see name and citizen id, asked to, and gave what is needed for it. */
export interface RevealView {
  readonly may: boolean;
  readonly needsReason: boolean;
  readonly shown: boolean;
  readonly reason: string;
}

export interface ClaimView {
  readonly title: string;
  readonly crumb: string;
  readonly result: Badge;
  readonly sub: string;
  readonly twins: Twins;
  readonly notices: readonly NoticeView[];
  readonly chain: readonly {
    readonly kind: string;
    readonly name: string;
    readonly value: string;
    readonly note: string;
  }[];
  readonly versions: readonly VersionLine[];
  readonly facts: readonly (FieldLine & { readonly mono: boolean })[];
  /** Address of the claim; the form that reveals posts to it. */
  readonly action: string;
  readonly hospital: string;
  readonly reveal: RevealView;
  readonly errors: readonly FieldMessage[];
  readonly codes: readonly ErrorCodeView[];
  readonly groups: readonly ContentGroup[];
  readonly items: readonly ItemGroup[];
  readonly statements: StatementsView;
  readonly transfers: readonly TransferLine[];
  /** null = this reader may not see cases. */
  readonly cases: ClaimCasesView | null;
  readonly notes: NotesView;
  readonly seen: SeenView;
}

export interface ClaimFacts extends Pick<ClaimView, 'transfers' | 'cases' | 'notes' | 'seen'> {
  readonly claim: Claim;
  readonly codes: ReadonlyMap<string, ErrorCodeView>;
  readonly reveal: RevealView;
  readonly errors: readonly FieldMessage[];
}

/** Address of a claim; the hospital is named where the number alone would lead to another one. */
export function claimAddress(baseUrl: string, tranId: string, hospital: string | null = null): string {
  return addressWith(`${baseUrl}/claims/${encodeURIComponent(tranId)}`, { hospital });
}

/** `UCS ผู้ป่วยใน (IP)` */
const kindText = ({ scheme, kind }: ClaimVersion, { t }: PageContext) =>
  `${scheme} ${t(`claims.kind_${kind.toLowerCase()}`)}`;

function chainOf({ claim }: ClaimFacts, { t, language }: PageContext): ClaimView['chain'] {
  const { shown, statements, versions } = claim;
  const first = versions.findLast(({ role }) => role === 'reported') ?? shown;
  const { promised, stated, difference } = statements;
  const station = (kind: string, name: string, value: string | null, note: string) => ({
    kind,
    name: t(`claim.${name}`),
    value: bahtText(value),
    note,
  });
  const split =
    promised !== null && promised !== shown.reimbursed
      ? ` · ${t('claim.by_nhso', { amount: bahtText(promised) })}`
      : '';
  return [
    station('', 'claimed', shown.claimed, t('claim.sent', { day: dayText(first.fileDate, language) })),
    station(
      'rep',
      'granted',
      shown.reimbursed,
      `${t('claim.loss', { amount: bahtText(shown.loss) })}${split}`,
    ),
    station(
      stated === null ? 'stm chain--open' : 'stm',
      'stated',
      stated,
      stated === null
        ? t('claim.not_stated')
        : `${t('claim.sum_difference')} ${changeText(difference) || '–'}`,
    ),
  ];
}

/** Text of a column of the shown version, by its database name; '' where its form has none or nothing is written. */
function reader({ shown }: Claim, showing: Showing) {
  return (...names: readonly string[]): string => {
    const field = shown.fields.find(({ key, value }) => names.includes(key) && value !== null);
    return field === undefined ? '' : valueText(field.value, field, showing);
  };
}

function factsOf(claim: Claim, context: PageContext, showing: Showing): ClaimView['facts'] {
  const { t } = context;
  const of = reader(claim, showing);
  const pair = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(' / ');
  const lines: readonly (readonly [label: string, text: string, mono?: boolean])[] = [
    [t('claim.patient'), of('name')],
    [t('claim.pid'), of('pid'), true],
    ['HN', of('hn'), true],
    ['AN', of('an'), true],
    [t('claim.admitted'), of('dateadm', 'service_date')],
    [t('claim.discharged'), of('datedsc')],
    [t('claim.scheme'), kindText(claim.shown, context)],
    [t('claim.rights'), pair(of('main_inscl'), of('sub_inscl'))],
    [t('claim.fund'), pair(of('main_fund'), of('sub_fund'))],
    [t('claim.drg'), of('drg'), true],
    [t('claim.weight'), pair(of('rw'), of('adjrw_nhso'))],
    [t('claim.hospital'), claim.hospitalCode, true],
  ];
  return lines.flatMap(([label, text, mono = false]) => (text === '' ? [] : [{ label, text, mono }]));
}

function noticesOf({ tranId, current, otherHospitals }: Claim, { t, baseUrl }: PageContext): NoticeView[] {
  const notices: NoticeView[] = [];
  if (current === null) {
    const [title, text] = [t('claim.no_current'), t('claim.no_current_more')];
    notices.push({ tone: 'warn', icon: 'warn', title, text, action: null });
  }
  const [other] = otherHospitals;
  if (other !== undefined) {
    const title = t('claim.other_hospital', { codes: otherHospitals.join(', ') });
    const href = claimAddress(baseUrl, tranId, other);
    const action = { href, text: t('claim.other_hospital_open', { code: other }) };
    notices.push({ tone: 'warn', icon: 'info', title, text: '', action });
  }
  return notices;
}

export function claimView(facts: ClaimFacts, context: PageContext): ClaimView {
  const { claim, codes, reveal, errors } = facts;
  const { t, language, baseUrl, can } = context;
  const { shown, versions, tranId, hospitalCode, otherHospitals } = claim;
  const showing = { language, revealed: reveal.shown };
  const here = `${baseUrl}/claims/${encodeURIComponent(tranId)}`;
  const hospital = otherHospitals.length === 0 ? null : hospitalCode;
  return {
    title: tranId,
    crumb: kindText(shown, context),
    result: resultBadge(shown.isDenied, t),
    sub: [
      t('claim.sub_service', { day: dayText(shown.serviceDay, language) }),
      ...(shown.repNo === null ? [] : [t('claim.rep', { rep: shown.repNo })]),
      t('claim.sub_versions', {
        count: countText(versions.filter(({ role }) => role === 'reported').length),
      }),
    ].join(' · '),
    twins: {
      csv: can('export') ? addressWith(`${here}.csv`, { hospital }) : null,
      json: addressWith(`${here}.json`, { hospital }),
    },
    notices: noticesOf(claim, context),
    chain: chainOf(facts, context),
    versions: versionLines(claim, codes, context, showing),
    facts: factsOf(claim, context, showing),
    action: claimAddress(baseUrl, tranId, hospital),
    hospital: hospital ?? '',
    reveal,
    errors,
    codes: errorCodesOf(shown.errorCode).flatMap((code) => codes.get(code) ?? []),
    groups: contentGroups(claim, context, showing),
    items: itemGroups(claim, codes, context, showing),
    statements: statementsView(claim.statements, context),
    transfers: facts.transfers,
    cases: facts.cases,
    notes: facts.notes,
    seen: facts.seen,
  };
}
