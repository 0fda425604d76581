import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Caller } from '../../domain/caller.js';
import { AppError } from '../../domain/errors.js';
import { deliveryStates, eventTypes, pingType } from '../../domain/webhook.js';
import { newWebhookInput, webhookChangeInput } from '../../domain/webhook-input.js';
import {
  deliveryAnswer,
  deliveryJson,
  webhookAnswer,
  webhookJson,
  webhookSecretAnswer,
} from '../../domain/webhook-json.js';
import {
  changeWebhook,
  makeWebhook,
  pingWebhook,
  removeWebhook,
  replayWebhook,
  rotateWebhookSecret,
  type WebhookCall,
  type WithSecret,
} from '../../services/manage-webhooks.js';
import { listDeliveries } from '../../store/webhook-deliveries.js';
import { findEndpoint, listEndpoints } from '../../store/webhook-endpoints.js';
import { apiRoute } from '../api-route.js';
import { actorOf } from '../form.js';
import { onceOnly } from '../middleware/idempotency.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { browsePage, browseParameters } from './browse-page.js';
import { listAnswerOf } from './list-page.js';

const scope = 'webhooks:manage';
/** Answers with a secret are kept encrypted under this name. */
const sealAs = 'answer of a webhook';

function idOf(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new AppError('not_found');
  return Number(text);
}

interface Call {
  readonly req: Request;
  readonly res: Response;
  readonly caller: Caller;
  param(name: string): string;
}

const callOf = ({ req, res, caller, param }: Call): WebhookCall => ({
  id: idOf(param('id')),
  hospital: caller.hospital,
  by: actorOf(req, res),
});

const withSecret = ({ endpoint, secret }: WithSecret) => ({ ...webhookJson(endpoint), secret });

/** The secret is told once: nobody on the way keeps it. */
function unkept(res: Response): void {
  res.setHeader('Cache-Control', 'no-store');
}

const webhookList = apiRoute({
  method: 'get',
  path: '/webhooks',
  scope,
  summary: { en: 'Endpoints to which events are posted, the newest first', th: 'ปลายทางที่รับเหตุการณ์ ใหม่สุดก่อน' },
  query: z.object(browseParameters),
  answer: listAnswerOf(webhookAnswer),
  answerWith: (parts, asked) =>
    browsePage(
      parts,
      asked,
      'webhooks',
      (below, limit) => listEndpoints(parts.db, asked.caller.hospital, { below, limit }),
      webhookJson,
    ),
});

const webhookMake = apiRoute({
  method: 'post',
  path: '/webhooks',
  scope,
  summary: {
    en: 'Make an endpoint; its secret is answered this once',
    th: 'สร้างปลายทาง กุญแจตอบให้ครั้งนี้ครั้งเดียว',
  },
  headers: ['Idempotency-Key'],
  sends: ['Location'],
  body: newWebhookInput,
  answer: webhookSecretAnswer,
  status: 201,
  async answerWith(parts, { body: input, caller, req, res }) {
    unkept(res);
    return await onceOnly(parts, { req, res, caller, content: req.body, sealAs }, async (keep) => {
      const asked = { input, hospital: caller.hospital, by: actorOf(req, res) };
      const made = await makeWebhook(parts, asked, (tx, one) =>
        keep(tx, { status: 201, location: `/webhooks/${one.endpoint.id}`, body: withSecret(one) }),
      );
      res.location(`${req.baseUrl}${req.path}/${made.endpoint.id}`);
      return withSecret(made);
    });
  },
});

const webhookOne = apiRoute({
  method: 'get',
  path: '/webhooks/:id',
  scope,
  summary: { en: 'One endpoint', th: 'ปลายทางหนึ่งแห่ง' },
  answer: webhookAnswer,
  answerWith: async (parts, { param, caller }) =>
    webhookJson(await known(parts, idOf(param('id')), caller.hospital)),
});

async function known({ db }: Parts, id: number, hospital: string | null) {
  const found = await findEndpoint(db, id, hospital);
  if (found === null) throw new AppError('not_found');
  return found;
}

const webhookPatch = apiRoute({
  method: 'patch',
  path: '/webhooks/:id',
  scope,
  summary: {
    en: 'Change an endpoint, or switch it on or off: fields that are absent stay',
    th: 'แก้ปลายทาง หรือเปิดปิด ฟิลด์ที่ไม่ส่งคงเดิม',
  },
  body: webhookChangeInput,
  answer: webhookAnswer,
  answerWith: async (parts, asked) => webhookJson(await changeWebhook(parts, callOf(asked), asked.body)),
});

const webhookDelete = apiRoute({
  method: 'delete',
  path: '/webhooks/:id',
  scope,
  summary: { en: 'Take an endpoint away, with its secret and its log', th: 'ลบปลายทาง พร้อมกุญแจและบันทึกการส่ง' },
  answer: null,
  status: 204,
  async answerWith(parts, asked) {
    await removeWebhook(parts, callOf(asked));
    return null;
  },
});

const webhookRotate = apiRoute({
  method: 'post',
  path: '/webhooks/:id/rotate',
  scope,
  summary: {
    en: 'Make a new secret; the old one signs too for 24 hours',
    th: 'สร้างกุญแจใหม่ กุญแจเดิมยังลงลายเซ็นด้วยอีก 24 ชั่วโมง',
  },
  headers: ['Idempotency-Key'],
  answer: webhookSecretAnswer,
  async answerWith(parts, asked) {
    const { req, res, caller } = asked;
    unkept(res);
    return await onceOnly(parts, { req, res, caller, content: null, sealAs }, async (keep) =>
      withSecret(
        await rotateWebhookSecret(parts, callOf(asked), (tx, one) =>
          keep(tx, { status: 200, body: withSecret(one) }),
        ),
      ),
    );
  },
});

const webhookPing = apiRoute({
  method: 'post',
  path: '/webhooks/:id/ping',
  scope,
  summary: { en: 'Send a webhook.ping to this endpoint', th: 'ส่ง webhook.ping ไปปลายทางนี้' },
  headers: ['Idempotency-Key'],
  answer: z.object({ event_id: z.string() }),
  status: 202,
  async answerWith(parts, asked) {
    const { req, res, caller } = asked;
    return await onceOnly(parts, { req, res, caller, content: null }, async (keep) => ({
      event_id: await pingWebhook(parts, callOf(asked), (tx, key) =>
        keep(tx, { status: 202, body: { event_id: key } }),
      ),
    }));
  },
});

const webhookDeliveries = apiRoute({
  method: 'get',
  path: '/webhooks/:id/deliveries',
  scope,
  summary: {
    en: 'What was sent to an endpoint and what waits, the newest first; kept for 30 days',
    th: 'สิ่งที่ส่งไปปลายทางและที่รอส่ง ใหม่สุดก่อน เก็บ 30 วัน',
  },
  query: z.object({
    ...browseParameters,
    state: z.enum(deliveryStates).optional(),
    type: z.enum([...eventTypes, pingType]).optional(),
  }),
  answer: listAnswerOf(deliveryAnswer),
  async answerWith(parts, asked) {
    const { id } = await known(parts, idOf(asked.param('id')), asked.caller.hospital);
    const { state = null, type = null } = asked.query;
    return await browsePage(
      parts,
      asked,
      `deliveries ${id}`,
      (below, limit) => listDeliveries(parts.db, id, { state, type }, { below, limit }),
      deliveryJson,
    );
  },
});

const webhookReplay = apiRoute({
  method: 'post',
  path: '/webhooks/:id/deliveries/:delivery/replay',
  scope,
  summary: {
    en: 'Send a delivery once more, with the same webhook-id',
    th: 'ส่งรายการเดิมอีกครั้งด้วย webhook-id เดิม',
  },
  headers: ['Idempotency-Key'],
  answer: deliveryAnswer,
  status: 202,
  async answerWith(parts, asked) {
    const { req, res, caller } = asked;
    const call = { ...callOf(asked), delivery: idOf(asked.param('delivery')) };
    return await onceOnly(parts, { req, res, caller, content: null }, async (keep) =>
      deliveryJson(
        await replayWebhook(parts, call, (tx, one) => keep(tx, { status: 202, body: deliveryJson(one) })),
      ),
    );
  },
});

/** Endpoints, their secrets and their log. */
export const webhookApi: readonly Route[] = [
  webhookList,
  webhookMake,
  webhookOne,
  webhookPatch,
  webhookDelete,
  webhookRotate,
  webhookPing,
  webhookDeliveries,
  webhookReplay,
];
