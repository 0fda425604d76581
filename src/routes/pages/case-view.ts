import { instantText } from '../../domain/thai-date.js';
import type { CaseActivity } from '../../store/case-activity.js';
import type { StoredCase } from '../../store/cases.js';
import type { Badge } from '../badges.js';
import { caseCategoryText, casePriorityBadge, caseStatusBadge } from '../case-badges.js';
import type { FieldMessage } from '../form.js';
import { type PageContext, type Twins, twinsOf } from '../page-context.js';
import type { CaseFormView } from './case-form.js';

interface Fact {
  readonly label: string;
  readonly text: string;
  readonly href: string | null;
  readonly mono: boolean;
}

/** views/pages/case.ejs; its forms post to `action` with `_csrf` and `version`. */
export interface CaseView {
  readonly title: string;
  readonly number: string;
  readonly status: Badge;
  readonly priority: Badge;
  readonly description: string | null;
  readonly facts: readonly Fact[];
  readonly activity: readonly { readonly what: string; readonly change: string; readonly when: string }[];
  readonly twins: Twins;
  readonly action: string;
  readonly version: number;
  readonly form: CaseFormView;
  readonly mayWork: boolean;
  readonly hasContact: boolean;
  /** The form of details stands open where it has something wrong. */
  readonly isEditing: boolean;
  readonly errors: readonly FieldMessage[];
  /** What was just done; null = nothing. */
  readonly done: string | null;
}

interface CaseFacts {
  readonly stored: StoredCase;
  readonly activity: readonly CaseActivity[];
  readonly form: CaseFormView;
  readonly errors: readonly FieldMessage[];
  readonly done: string | null;
}

const quickFields: readonly string[] = ['status', 'priority', 'assigned_to'];

export function caseView(
  { stored, activity, form, errors, done }: CaseFacts,
  context: PageContext,
): CaseView {
  const { t, baseUrl, can } = context;
  const action = `${baseUrl}/cases/${stored.id}`;
  const twins = twinsOf(action, {}, can('denials_export'));
  return {
    title: stored.title,
    number: stored.case_number,
    status: caseStatusBadge(stored.status, t),
    priority: casePriorityBadge(stored.priority, t),
    description: stored.description,
    facts: factsOf(stored, context),
    activity: activity.toReversed().map((row) => activityLine(row, context)),
    twins,
    action,
    version: stored.version,
    form,
    mayWork: can('denials_work'),
    hasContact: stored.reporter_phone !== null || stored.reporter_email !== null,
    isEditing: errors.some(({ field }) => field !== '' && !quickFields.includes(field)),
    errors,
    done: done === null ? null : t(`cases.${done}`),
  };
}

function factsOf(stored: StoredCase, { t, language, baseUrl }: PageContext): Fact[] {
  const fact = (label: string, text: string | null, more: Partial<Fact> = {}): Fact[] =>
    text === null ? [] : [{ label: t(label), text, href: null, mono: false, ...more }];
  const { tran_id: tranId, remote } = stored;
  const claim = { href: tranId && `${baseUrl}/claims/${encodeURIComponent(tranId)}`, mono: true };
  return [
    ...fact('cases.field_tran_id', tranId, claim),
    ...fact('cases.deny_code', stored.deny_code, { mono: true }),
    ...fact('cases.field_category', caseCategoryText(stored.category, t)),
    ...fact('cases.field_assigned_to', stored.assigned_to ?? t('cases.nobody')),
    ...fact('cases.field_external_ref', stored.external_ref, { mono: true }),
    ...fact('cases.source', t(`cases.source_${stored.source}`)),
    ...fact('cases.created', instantText(stored.created_at, language)),
    ...fact('cases.updated', instantText(stored.updated_at, language)),
    ...fact('cases.resolved', stored.resolved_at && instantText(stored.resolved_at, language)),
    ...fact(
      'cases.remote',
      remote &&
        [remote.target, remote.id ?? remote.reference, remote.status]
          .filter((part) => part !== null)
          .join(' · '),
    ),
  ];
}

function activityLine(row: CaseActivity, { t, language }: PageContext): CaseView['activity'][number] {
  const field = row.field === null ? '' : t(`cases.field_${row.field}`);
  const did = row.activity === 'created' ? t('cases.did_created') : t('cases.did_changed', { field });
  const told = row.oldValue !== null || row.newValue !== null;
  const value = (text: string | null) => (text === null ? t('cases.empty') : valueText(row.field, text, t));
  return {
    what: `${row.actorName} ${did}`,
    change: told ? t('cases.from_to', { from: value(row.oldValue), to: value(row.newValue) }) : '',
    when: instantText(row.at, language),
  };
}

function valueText(field: string | null, text: string, t: PageContext['t']): string {
  if (field === 'status' || field === 'priority') return t(`cases.${field}_${text}`);
  return field === 'category' ? caseCategoryText(text, t) : text;
}
