import type { Request, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { isScope } from '../../domain/scope.js';
import { type AskedKey, endApiKey, makeApiKey } from '../../services/make-api-key.js';
import { endOtpSession, livingOtpSessions } from '../../services/otp-sessions.js';
import { listApiKeys } from '../../store/api-keys.js';
import { actorOf, type FieldMessage, formFields, formList } from '../form.js';
import { type PageContext, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import {
  freshValues,
  type KeysView,
  type KeyValues,
  keyLine,
  scopeChoices,
  sessionLine,
  textFields,
} from './settings-keys-view.js';

const keysPage: Route = {
  method: 'get',
  path: '/settings/keys',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const revoked = typeof req.query.revoked === 'string' ? req.query.revoked : null;
    await show(parts, res, {
      revoked: /^[a-z0-9]{8}$/.test(revoked ?? '') ? revoked : null,
      sessionEnded: req.query.ended === '1',
    });
  },
};

const makeKeyForm: Route = {
  method: 'post',
  path: '/settings/keys',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const values = formFields(req, textFields);
    const chosen = formList(req, 'scopes');
    try {
      const { key, made } = await makeApiKey(parts, askedOf(values, chosen), actorOf(req, res));
      await show(parts, res, { newKey: { name: made.name, key } });
    } catch (error) {
      const context = pageContext(parts, res);
      const errors = wrongFields(context, error);
      res.status(422);
      await show(parts, res, { values, errors, scopes: scopeChoices(context, chosen) });
    }
  },
};

const revokeKeyForm: Route = {
  method: 'post',
  path: '/settings/keys/:prefix/revoke',
  permission: 'administer',
  handle: (parts) => async (req: Request, res) => {
    const prefix = String(req.params.prefix);
    await endApiKey(parts, prefix, actorOf(req, res));
    res.redirect(303, `${req.baseUrl}/settings/keys?revoked=${prefix}`);
  },
};

const endSessionForm: Route = {
  method: 'post',
  path: '/settings/keys/sessions/:id',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const id = String(req.params.id);
    if (!/^[1-9]\d{0,14}$/.test(id)) throw new AppError('not_found');
    await endOtpSession(parts, Number(id), actorOf(req, res));
    res.redirect(303, `${req.baseUrl}/settings/keys?ended=1`);
  },
};

function askedOf(values: KeyValues, chosen: readonly string[]): AskedKey {
  const number = (text: string) => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN);
  const day = values.expiresAt.trim();
  return {
    name: values.name,
    scopes: chosen.filter(isScope),
    hospital: values.hospital.trim() || null,
    // What is no day is refused as the field, like one that has passed.
    expiresAt: day === '' ? null : new Date(`${day}T00:00:00+07:00`),
    addresses: values.addresses.split(/[\s,]+/).filter((text) => text !== ''),
    ratePerMinute: number(values.ratePerMinute),
    overlapSeconds: number(values.overlapSeconds),
    dedupeWindowSeconds: number(values.dedupeWindowSeconds),
  };
}

function wrongFields({ t }: PageContext, error: unknown): FieldMessage[] {
  if (!(error instanceof AppError) || error.code !== 'key_invalid') throw error;
  const fields = String(error.details.fields).split(' ');
  return fields.map((field) => ({ field, text: t(`settings-keys.wrong_${field}`) }));
}

async function show(parts: Parts, res: Response, outcome: Partial<KeysView>): Promise<void> {
  const context = pageContext(parts, res);
  const keys = await listApiKeys(parts.db);
  const sessions = await livingOtpSessions(parts);
  const view: KeysView = {
    keys: keys.map((key) => keyLine(context, key, parts.now())),
    sessions: sessions.map((session) => sessionLine(context, session)),
    values: freshValues,
    scopes: scopeChoices(context),
    newKey: null,
    revoked: null,
    sessionEnded: false,
    errors: [],
    ...outcome,
  };
  await sendPage(res, 'settings-keys', view);
}

/** Keys: the page, and its forms. */
export const keyPages: readonly Route[] = [keysPage, makeKeyForm, revokeKeyForm, endSessionForm];
