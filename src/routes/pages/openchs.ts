import type { Response } from 'express';
import { z } from 'zod';
import { countText } from '../../domain/count-text.js';
import { AppError } from '../../domain/errors.js';
import { type OutboxState, outboxStates } from '../../domain/openchs-outbox.js';
import { instantText } from '../../domain/thai-date.js';
import { decideOpenchsCase, isForPerson, openchsChoices } from '../../services/decide-openchs-case.js';
import { isOpenchsOn, openchsTargetName } from '../../services/openchs-target.js';
import { keptProblemText } from '../../services/tell-openchs.js';
import { listOutbox, type OutboxListRow, outboxCounts } from '../../store/openchs-outbox.js';
import { findOpenchsTarget, type OpenchsTargetRow } from '../../store/openchs-targets.js';
import type { Badge } from '../badges.js';
import { actorOf, formFields } from '../form.js';
import { type PageContext, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import type { NoticeView } from './file-notice.js';
import { pageNotice } from './page-notice.js';

const path = '/openchs';
const shownDone = 50;
const shownPending = 25;
const mostShown = 200;

interface RowView {
  readonly id: number;
  readonly tranId: string;
  readonly claimHref: string;
  readonly code: string;
  readonly caseNumber: string;
  readonly caseHref: string;
  readonly state: Badge;
  readonly attempts: string;
  readonly at: string;
  readonly problem: string;
  readonly remote: string;
  /** A person has to choose, and this one may; the words of the three buttons name the claim. */
  readonly choose: boolean;
}

/** views/pages/openchs.ejs: state of the connector, what waits for a person (POST /openchs/:id), and the newest cases. */
export interface OpenchsView {
  readonly notices: readonly NoticeView[];
  readonly state: Badge;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly counts: readonly { readonly badge: Badge; readonly count: string }[];
  readonly waiting: readonly RowView[];
  readonly others: readonly RowView[];
  readonly settingsHref: string | null;
}

export const openchsPage: Route = {
  method: 'get',
  path,
  permission: 'denials_read',
  handle: (parts) => async (req, res) => {
    const { t } = pageContext(parts, res);
    await show(res, parts, req.query.done === '1' ? [pageNotice('ok', t('openchs.chosen'))] : []);
  },
};

const asked = z.object({ id: z.coerce.number().int().positive(), what: z.enum(openchsChoices) });

/** A person says what became of a case: `what` = exists (with `remote_id`), again, leave. */
export const openchsChoiceForm: Route = {
  method: 'post',
  path: '/openchs/:id',
  permission: 'denials_work',
  handle: (parts) => async (req, res) => {
    const { language } = pageContext(parts, res);
    const fields = formFields(req, ['what', 'remote_id']);
    const read = asked.safeParse({ id: req.params.id, what: fields.what });
    if (!read.success) throw new AppError('not_found');
    const { id, what } = read.data;
    const choice = what === 'exists' ? { what, remoteId: fields.remote_id.trim() } : { what };
    try {
      await decideOpenchsCase(parts, id, choice, actorOf(req, res), AbortSignal.timeout(60_000));
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'not_found') throw error;
      const [title = '', ...rest] = error.text(language).split(' · ');
      res.status(422);
      return await show(res, parts, [pageNotice('bad', title, rest.join(' · '))]);
    }
    res.redirect(303, `${req.baseUrl}${path}?done=1`);
  },
};

async function show(res: Response, parts: Parts, notices: readonly NoticeView[]): Promise<void> {
  const context = pageContext(parts, res);
  const { t, baseUrl, can } = context;
  const config = await parts.settings.current();
  const target = openchsTargetName(config);
  const site = await findOpenchsTarget(parts.db, target);
  const counts = await outboxCounts(parts.db, target);
  const open = await listOutbox(parts.db, {
    target,
    states: ['new', 'sending', 'retry', 'uncertain', 'refused'],
    limit: mostShown,
  });
  const done = await listOutbox(parts.db, { target, states: ['done'], limit: shownDone });
  const view: OpenchsView = {
    notices,
    state: isOpenchsOn(config)
      ? { tone: 'ok', icon: 'check', text: t('settings-openchs.on') }
      : { tone: 'quiet', icon: 'minus', text: t('settings-openchs.off') },
    facts: factsOf(target, site, context),
    counts: outboxStates.map((state) => ({
      badge: stateBadge(state, t),
      count: countText(counts.get(state) ?? 0),
    })),
    waiting: open.filter(isForPerson).map((row) => rowOf(row, context)),
    others: [...open.filter((row) => !isForPerson(row)).slice(0, shownPending), ...done].map((row) =>
      rowOf(row, context),
    ),
    settingsHref: can('administer') ? `${baseUrl}/settings/openchs` : null,
  };
  await sendPage(res, 'openchs', view);
}

function factsOf(
  target: string,
  site: OpenchsTargetRow | null,
  { t, language }: PageContext,
): OpenchsView['facts'] {
  const at = (instant: string | null | undefined) =>
    instant == null ? t('openchs.never') : instantText(instant, language);
  const rests =
    site?.breakerSince == null
      ? t('openchs.calls_go')
      : t('openchs.calls_rest', {
          since: at(site.breakerSince),
          until: at(site.breakerUntil),
          cause:
            keptProblemText(
              site.cause,
              { host: target, status: '…', seconds: 0, reason: '…' },
              language,
            ).split(' · ')[0] ?? '',
        });
  const facts = [
    { label: t('openchs.target'), value: target === '' ? t('openchs.none') : target },
    { label: t('openchs.contact'), value: at(site?.contactAt) },
    { label: t('openchs.calls'), value: rests },
    { label: t('openchs.read'), value: at(site?.syncedAt) },
  ];
  if (site?.tellsChanges === false) facts.push({ label: t('openchs.changes'), value: t('openchs.not_told') });
  const problem = keptProblemText(site?.problem ?? null, site?.details ?? {}, language);
  const label = site?.stoppedFor == null ? t('openchs.not_read') : t('openchs.stopped');
  if (problem !== '') facts.push({ label, value: problem });
  return facts;
}

const looks: Readonly<Record<OutboxState, Pick<Badge, 'tone' | 'icon'>>> = {
  new: { tone: 'quiet', icon: 'clock' },
  sending: { tone: 'info', icon: 'retry' },
  retry: { tone: 'info', icon: 'retry' },
  uncertain: { tone: 'warn', icon: 'warn' },
  done: { tone: 'ok', icon: 'check' },
  refused: { tone: 'bad', icon: 'close' },
};

const stateBadge = (state: OutboxState, t: PageContext['t']): Badge => ({
  ...looks[state],
  text: t(`openchs.state_${state}`),
});

function rowOf(row: OutboxListRow, { t, language, baseUrl, can }: PageContext): RowView {
  const copies = row.copies > 1 ? ` · ${t('openchs.copies', { count: row.copies })}` : '';
  const gone = row.isGone ? ` · ${t('openchs.gone')}` : '';
  return {
    id: row.id,
    tranId: row.tranId,
    claimHref: `${baseUrl}/claims/${encodeURIComponent(row.tranId)}`,
    code: row.denyCode,
    caseNumber: row.caseNumber ?? '–',
    caseHref: row.caseNumber === null ? '' : `${baseUrl}/cases/${row.caseId}`,
    state: stateBadge(row.state, t),
    attempts: countText(row.attempts),
    at: instantText(row.triedAt ?? row.createdAt, language),
    problem: keptProblemText(row.problem, row.details, language),
    remote: row.remoteId === null ? '' : `${row.remoteId} · ${row.remoteStatus ?? ''}${copies}${gone}`,
    choose: isForPerson(row) && can('denials_work'),
  };
}
