import type { Request, Response } from 'express';
import { z } from 'zod';
import { countText } from '../../domain/count-text.js';
import { AppError } from '../../domain/errors.js';
import { deliveryStates } from '../../domain/webhook.js';
import { newWebhookInput } from '../../domain/webhook-input.js';
import {
  changeWebhook,
  makeWebhook,
  pingWebhook,
  removeWebhook,
  replayWebhook,
  rotateWebhookSecret,
  type WebhookCall,
} from '../../services/manage-webhooks.js';
import { countDeliveries, listDeliveries } from '../../store/webhook-deliveries.js';
import { findEndpoint, listEndpoints } from '../../store/webhook-endpoints.js';
import { actorOf, type FieldMessage, formFields, formList } from '../form.js';
import { addressWith, type PageContext, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import {
  deliveryLine,
  type WebhooksView,
  type WebhookView,
  webhookForm,
  webhookLine,
} from './settings-webhooks-view.js';

const pageSize = 50;
const permission = 'administer';
const list = '/settings/webhooks';
const fresh = { url: '', description: '', hubSignature: false, events: ['case.*'] };

type Handler = (parts: Parts, req: Request, res: Response) => Promise<unknown>;

function route(method: 'get' | 'post', path: string, handle: Handler): Route {
  return {
    method,
    path,
    permission,
    handle: (parts) => async (req, res) => {
      await handle(parts, req, res);
    },
  };
}

function idIn(req: Request, name: string): number {
  const text = String(req.params[name]);
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new AppError('not_found');
  return Number(text);
}

const callOf = (req: Request, res: Response): WebhookCall => ({
  id: idIn(req, 'id'),
  hospital: null,
  by: actorOf(req, res),
});

/** What a form says; wrong fields in the reader's words. */
function readForm(req: Request, context: PageContext) {
  const { url, description } = formFields(req, ['url', 'description']);
  const values = {
    url,
    description,
    hubSignature: formList(req, 'hub_signature').length > 0,
    events: formList(req, 'events'),
  };
  const { hubSignature, ...said } = values;
  const read = newWebhookInput.safeParse({ ...said, hub_signature: hubSignature });
  const names = read.success ? [] : [...new Set(read.error.issues.map(({ path }) => String(path[0])))];
  const errors = names.map((field) => ({ field, text: context.t(`webhooks.wrong_${field}`) }));
  return { values, input: read.success ? read.data : null, errors };
}

/** A refused address belongs to its field; all else goes on. */
function urlFault({ language }: PageContext, error: unknown): FieldMessage[] {
  if (!(error instanceof AppError) || error.code !== 'address_not_allowed') throw error;
  return [{ field: 'url', text: error.text(language) }];
}

async function showList(parts: Parts, res: Response, outcome: Partial<WebhooksView> = {}): Promise<void> {
  const context = pageContext(parts, res);
  const endpoints = await listEndpoints(parts.db, null);
  const view: WebhooksView = {
    lines: endpoints.map((endpoint) => webhookLine(context, endpoint)),
    form: webhookForm(context, `${context.baseUrl}${list}`, fresh, context.t('webhooks.add')),
    errors: [],
    notice: null,
    ...outcome,
  };
  await sendPage(res, 'settings-webhooks', view);
}

const queries = z.object({
  state: z.enum(['', ...deliveryStates]).optional(),
  cursor: z.union([z.literal(''), z.coerce.number().int().positive()]).optional(),
});

async function showOne(
  parts: Parts,
  res: Response,
  id: number,
  outcome: Partial<WebhookView> = {},
): Promise<void> {
  const context = pageContext(parts, res);
  const endpoint = await findEndpoint(parts.db, id, null);
  if (endpoint === null) throw new AppError('not_found');
  const line = webhookLine(context, endpoint);
  const view: WebhookView = {
    line,
    title: `${context.t('settings-webhooks.title')}: ${line.name}`,
    form: webhookForm(context, line.href, endpoint, context.t('webhooks.save')),
    errors: [],
    secret: null,
    notice: noticeOf(context, res.req),
    isOn: endpoint.state === 'enabled',
    ...(await logOf(parts, context, res.req, { id, line })),
    ...outcome,
  };
  await sendPage(res, 'settings-webhooks-one', view);
}

async function logOf(
  { db }: Parts,
  context: PageContext,
  req: Request,
  { id, line }: { readonly id: number; readonly line: WebhookView['line'] },
): Promise<Pick<WebhookView, 'facets' | 'rows' | 'next'>> {
  const read = queries.safeParse({ state: req.query.state, cursor: req.query.cursor });
  if (!read.success) throw new AppError('filter_invalid', { name: 'state', example: 'state=failed' });
  const state = read.data.state || null;
  const below = read.data.cursor || null;
  const rows = await listDeliveries(db, id, { state, type: null }, { below, limit: pageSize });
  const counts = await countDeliveries(db, id);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const last = rows.length === pageSize ? rows.at(-1) : undefined;
  return {
    facets: [null, ...deliveryStates].map((one) => ({
      href: addressWith(line.href, { state: one }),
      text: context.t(`webhooks.delivery_${one ?? 'all'}`),
      count: countText(one === null ? all : (counts.get(one) ?? 0)),
      current: one === state,
    })),
    rows: rows.map((row) => deliveryLine(context, line, row)),
    next: last ? addressWith(line.href, { state, cursor: String(last.id) }) : null,
  };
}

const done = ['pinged', 'replayed', 'saved', 'on', 'off'];

function noticeOf({ t }: PageContext, req: Request): WebhookView['notice'] {
  const { done: what } = req.query;
  if (typeof what !== 'string' || !done.includes(what)) return null;
  return { title: t(`webhooks.done_${what}`), text: '' };
}

const listPage = route('get', list, (parts, req, res) => {
  const { t } = pageContext(parts, res);
  return showList(parts, res, {
    notice: req.query.done === 'deleted' ? { title: t('webhooks.done_deleted'), text: '' } : null,
  });
});

const makeForm = route('post', list, async (parts, req, res) => {
  const context = pageContext(parts, res);
  const { values, input, errors } = readForm(req, context);
  const again = (wrong: readonly FieldMessage[]) => {
    res.status(422);
    const form = webhookForm(context, `${context.baseUrl}${list}`, values, context.t('webhooks.add'));
    return showList(parts, res, { form, errors: wrong });
  };
  if (input === null) return await again(errors);
  try {
    const made = await makeWebhook(parts, { input, hospital: null, by: actorOf(req, res) });
    res.setHeader('Cache-Control', 'no-store');
    return await showOne(parts, res, made.endpoint.id, { secret: made.secret });
  } catch (error) {
    return await again(urlFault(context, error));
  }
});

const onePage = route('get', `${list}/:id`, (parts, req, res) => showOne(parts, res, idIn(req, 'id')));

const changeForm = route('post', `${list}/:id`, async (parts, req, res) => {
  const context = pageContext(parts, res);
  const call = callOf(req, res);
  const { values, input, errors } = readForm(req, context);
  const again = (wrong: readonly FieldMessage[]) => {
    res.status(422);
    const address = `${context.baseUrl}${list}/${call.id}`;
    const form = webhookForm(context, address, values, context.t('webhooks.save'));
    return showOne(parts, res, call.id, { form, errors: wrong });
  };
  if (input === null) return await again(errors);
  try {
    await changeWebhook(parts, call, input);
  } catch (error) {
    return await again(urlFault(context, error));
  }
  res.redirect(303, `${req.baseUrl}${list}/${call.id}?done=saved`);
});

const switchForm = route('post', `${list}/:id/switch`, async (parts, req, res) => {
  const { to } = formFields(req, ['to']);
  const state = to === 'on' ? 'enabled' : 'disabled';
  const { id } = await changeWebhook(parts, callOf(req, res), { state });
  res.redirect(303, `${req.baseUrl}${list}/${id}?done=${state === 'enabled' ? 'on' : 'off'}`);
});

const rotateForm = route('post', `${list}/:id/rotate`, async (parts, req, res) => {
  const { endpoint, secret } = await rotateWebhookSecret(parts, callOf(req, res));
  res.setHeader('Cache-Control', 'no-store');
  await showOne(parts, res, endpoint.id, { secret });
});

const pingForm = route('post', `${list}/:id/ping`, async (parts, req, res) => {
  await pingWebhook(parts, callOf(req, res));
  res.redirect(303, `${req.baseUrl}${list}/${idIn(req, 'id')}?done=pinged`);
});

const replayForm = route('post', `${list}/:id/deliveries/:delivery/replay`, async (parts, req, res) => {
  await replayWebhook(parts, { ...callOf(req, res), delivery: idIn(req, 'delivery') });
  res.redirect(303, `${req.baseUrl}${list}/${idIn(req, 'id')}?done=replayed`);
});

const deleteForm = route('post', `${list}/:id/delete`, async (parts, req, res) => {
  await removeWebhook(parts, callOf(req, res));
  res.redirect(303, `${req.baseUrl}${list}?done=deleted`);
});

/** Endpoints of webhooks, their secrets and their log. */
export const webhookPages: readonly Route[] = [
  listPage,
  makeForm,
  onePage,
  changeForm,
  switchForm,
  rotateForm,
  pingForm,
  replayForm,
  deleteForm,
];
