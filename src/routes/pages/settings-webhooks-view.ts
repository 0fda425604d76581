import { countText } from '../../domain/count-text.js';
import { instantText } from '../../domain/thai-date.js';
import { type DeliveryState, eventPatterns } from '../../domain/webhook.js';
import type { Delivery } from '../../store/webhook-deliveries.js';
import type { WebhookEndpoint } from '../../store/webhook-endpoints.js';
import type { Badge } from '../badges.js';
import type { FieldMessage } from '../form.js';
import type { PageContext } from '../page-context.js';

/** Fields of the forms: `url`, `events` (several), `description`, `hub_signature` (a box). */
export interface WebhookForm {
  readonly action: string;
  readonly url: string;
  readonly description: string;
  readonly hubSignature: boolean;
  readonly events: readonly { readonly name: string; readonly text: string; readonly checked: boolean }[];
  readonly submit: string;
}

/** views/pages/settings-webhooks.ejs, with the form of a new endpoint. */
export interface WebhooksView {
  readonly lines: readonly WebhookLine[];
  readonly form: WebhookForm;
  readonly errors: readonly FieldMessage[];
  readonly notice: { readonly title: string; readonly text: string } | null;
}

export interface WebhookLine {
  readonly href: string;
  readonly name: string;
  readonly url: string;
  readonly state: Badge;
  readonly events: readonly string[];
  readonly times: readonly string[];
}

/** views/pages/settings-webhooks-one.ejs; the other forms have `_csrf` alone. */
export interface WebhookView {
  readonly title: string;
  readonly line: WebhookLine;
  readonly form: WebhookForm;
  readonly errors: readonly FieldMessage[];
  /** Told this once. */
  readonly secret: string | null;
  readonly notice: { readonly title: string; readonly text: string } | null;
  readonly isOn: boolean;
  readonly facets: readonly {
    readonly href: string;
    readonly text: string;
    readonly count: string;
    readonly current: boolean;
  }[];
  readonly rows: readonly DeliveryLine[];
  readonly next: string | null;
}

export interface DeliveryLine {
  readonly at: string;
  readonly type: string;
  readonly id: string;
  readonly state: Badge;
  readonly attempts: string;
  readonly answer: string;
  readonly next: string;
  readonly replay: string | null;
}

export function webhookForm(
  { t }: PageContext,
  action: string,
  values: {
    readonly url: string;
    readonly description: string;
    readonly hubSignature: boolean;
    readonly events: readonly string[];
  },
  submit: string,
): WebhookForm {
  const events = eventPatterns.map((name) => ({
    name,
    text: t(`webhook-event.${name}`),
    checked: values.events.includes(name),
  }));
  return { ...values, action, events, submit };
}

export function webhookLine({ t, language, baseUrl }: PageContext, endpoint: WebhookEndpoint): WebhookLine {
  const time = (instant: string) => instantText(instant, language, true);
  const { lastSuccessAt, failingSince, heldUntil, oldSecretUntil, disabledReason } = endpoint;
  const name = endpoint.description || new URL(endpoint.url).host;
  const isFailing = endpoint.state === 'enabled' && failingSince !== null;
  const on: Badge = isFailing
    ? { tone: 'warn', icon: 'warn', text: t('webhooks.state_failing') }
    : { tone: 'ok', icon: 'check', text: t('webhooks.state_enabled') };
  const off: Badge = { tone: 'quiet', icon: 'minus', text: t(`webhooks.off_${disabledReason ?? 'by_hand'}`) };
  return {
    href: `${baseUrl}/settings/webhooks/${endpoint.id}`,
    name,
    url: endpoint.url,
    state: endpoint.state === 'enabled' ? on : off,
    events: endpoint.events,
    times: [
      lastSuccessAt === null
        ? t('webhooks.never_sent')
        : t('webhooks.sent_at', { time: time(lastSuccessAt) }),
      ...(failingSince === null ? [] : [t('webhooks.failing_since', { time: time(failingSince) })]),
      ...(heldUntil === null ? [] : [t('webhooks.held_until', { time: time(heldUntil) })]),
      ...(oldSecretUntil === null ? [] : [t('webhooks.old_secret_until', { time: time(oldSecretUntil) })]),
      t('webhooks.made_at', { time: time(endpoint.createdAt), name: endpoint.createdBy }),
    ],
  };
}

const looks: Readonly<Record<DeliveryState, Pick<Badge, 'tone' | 'icon'>>> = {
  waiting: { tone: 'warn', icon: 'wait' },
  sending: { tone: 'info', icon: 'wait' },
  delivered: { tone: 'ok', icon: 'check' },
  failed: { tone: 'bad', icon: 'close' },
  blocked: { tone: 'bad', icon: 'lock' },
  dropped: { tone: 'quiet', icon: 'minus' },
};

export function deliveryLine({ t, language }: PageContext, line: WebhookLine, row: Delivery): DeliveryLine {
  const problem = language === 'th' ? row.problemTh : row.problemEn;
  const said = row.httpStatus === null ? '' : `HTTP ${row.httpStatus}`;
  return {
    at: instantText(row.triedAt ?? row.createdAt, language, true),
    type: row.type,
    id: row.eventKey,
    state: { ...looks[row.state], text: t(`webhooks.delivery_${row.state}`) },
    attempts: countText(row.attempts),
    answer: [problem?.split(' · ')[0] ?? said, row.answer ?? ''].filter((part) => part !== '').join(' · '),
    next: row.state === 'waiting' && row.dueAt !== null ? instantText(row.dueAt, language, true) : '',
    replay: row.state === 'sending' ? null : `${line.href}/deliveries/${row.id}/replay`,
  };
}
