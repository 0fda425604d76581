import { z } from 'zod';
import { strangeAnswer } from './answer-error.js';
import type { OpenchsAnswer } from './openchs-call.js';
import { OpenchsError } from './openchs-error.js';
import type { OpenchsSettings } from './openchs-settings.js';
import type { Capabilities, NewRemoteCase, OpenchsProfile, RemoteCase, RemoteStatus } from './profile.js';
import type { Site } from './site.js';

const formPath = '/api/webhook/webform/';
const capabilities: Capabilities = { finds: false, tellsChanges: false, updates: false, isIdempotent: false };

const created = z.object({ case_reference: z.string().regex(/^lwf\d+$/) });
const accepted = z.object({ status: z.literal('success') });
const statusBody = z.object({ case_status: z.string() });
const verified = z.object({ token: z.string().min(1), expires: z.string().nullish() });

const statuses: Readonly<Record<string, RemoteStatus>> = { Ongoing: 'open', Closed: 'closed' };

/** OpenCHS behind its gateway: it takes complaints, finds none by our reference, and keeps the narrative alone. */
export function gatewayProfile(site: Site): OpenchsProfile {
  const { settings, host } = site;
  const headers = { authorization: `Bearer ${settings.credential}` };

  async function getCase(id: string, signal: AbortSignal): Promise<RemoteCase | null> {
    // Anybody may read this: the credential is not sent.
    const path = `/api/case/status/${encodeURIComponent(id)}/`;
    const answer = await site.read({ method: 'GET', path, accepts: [404] }, signal);
    if (answer.status === 404) return null;
    const parsed = statusBody.safeParse(answer.json);
    if (!parsed.success) throw strangeAnswer(host, 'no case_status');
    const rawStatus = parsed.data.case_status;
    return { id, number: id, status: statuses[rawStatus] ?? null, rawStatus, title: '', description: '' };
  }

  return {
    name: 'gateway',
    capabilities,
    getCase,
    async connect(signal) {
      // Nothing there tells whether a token is good without sending a complaint; its own end does, and a status page.
      const answer = await site.ask(
        { method: 'GET', path: '/api/case/status/lwf0/', accepts: [400, 404] },
        signal,
      );
      const credentialUntil = endOfToken(settings.credential);
      if (credentialUntil !== null && credentialUntil <= settings.now())
        throw new OpenchsError('openchs_credential_refused', {
          details: { host, status: 401 },
          outcome: 'unauthorized',
        });
      return { seen: isGateway(answer) ? 'gateway' : null, credentialUntil };
    },
    async createCase(wanted, signal) {
      const json = gatewayBody(wanted, settings);
      const answer = await site.ask({ method: 'POST', path: formPath, headers, json }, signal);
      const parsed = created.safeParse(answer.json);
      if (parsed.success) {
        const id = parsed.data.case_reference;
        return { id, number: id, status: 'open', rawStatus: 'Ongoing', title: wanted.title, description: '' };
      }
      // "success" without a reference: the complaint was taken and the case refused.
      if (accepted.safeParse(answer.json).success)
        throw new OpenchsError('openchs_refused', {
          details: { status: answer.status, field: 'case_reference', reason: 'none given' },
          outcome: 'refused',
        });
      throw strangeAnswer(host, 'no case_reference');
    },
    findByReference: () => Promise.resolve(null),
    listChanges: (checkpoint) =>
      Promise.resolve({ isTold: false, cases: [], changedIds: [], checkpoint: checkpoint ?? '' }),
    updateCase: (id, _status, signal) => getCase(id, signal),
  };
}

function isGateway({ json }: OpenchsAnswer): boolean {
  return z.object({ status: z.string() }).safeParse(json).success;
}

/** The gateway drops category, priority and the rest: all that matters is in the text. */
export function gatewayBody(
  { title, description, priority, reference }: NewRemoteCase,
  settings: OpenchsSettings,
) {
  const { category, officeName, officePhone } = settings;
  const narrative = `${title}\n${description}\nPriority: ${priority} · Category: ${category}\n${officeName} ${officePhone}\n\nRef ${reference}`;
  return { narrative };
}

/** The end that a JWT names; null = it names none. Its signature is the gateway's affair. */
export function endOfToken(token: string): Date | null {
  const content = token.split('.')[1] ?? '';
  try {
    const parsed = z
      .object({ exp: z.number() })
      .safeParse(JSON.parse(Buffer.from(content, 'base64url').toString()));
    return parsed.success ? new Date(parsed.data.exp * 1000) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export interface GatewayOrganisation {
  readonly email: string;
  readonly organisation: string;
}

/** Asks the gateway to mail a code to the administrator. */
export async function askGatewayCode(
  site: Site,
  { email, organisation }: GatewayOrganisation,
  signal: AbortSignal,
): Promise<void> {
  const json = { email, organization_name: organisation };
  await site.ask({ method: 'POST', path: `${formPath}auth/request-verification/`, json }, signal);
}

/** Takes the code that came by mail, and answers the token with its end. */
export async function takeGatewayCode(
  site: Site,
  { email, organisation, code }: GatewayOrganisation & { readonly code: string },
  signal: AbortSignal,
): Promise<{ readonly token: string; readonly until: Date | null }> {
  const json = { email, otp: code, organization_name: organisation };
  const answer = await site.ask({ method: 'POST', path: `${formPath}auth/verify-otp/`, json }, signal);
  const parsed = verified.safeParse(answer.json);
  if (!parsed.success) throw strangeAnswer(site.host, 'no token');
  const told = Date.parse(parsed.data.expires ?? '');
  return {
    token: parsed.data.token,
    until: Number.isNaN(told) ? endOfToken(parsed.data.token) : new Date(told),
  };
}
