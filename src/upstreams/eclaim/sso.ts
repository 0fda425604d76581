import { z } from 'zod';
import type { Session } from '../session.js';
import { UpstreamError } from '../upstream-error.js';
import type { UpstreamSettings } from '../upstream-settings.js';
import { saysLocked, saysSignedIn } from './page-marks.js';
import type { PortalAccount } from './sign-in.js';
import { readSsoPage, type SsoPage } from './sso-pages.js';
import { openSsoSites, type SitePage, type SsoSites, visit } from './sso-sites.js';

const savedChallenge = z.object({
  kind: z.enum(['otp', 'scan']),
  cookies: z.object({ portal: z.string(), iam: z.string(), thaid: z.string() }),
  page: z.url(),
  form: z.object({ action: z.string(), hidden: z.record(z.string(), z.string()) }).nullable(),
  picture: z.string().nullable(),
  reference: z.string().nullable(),
});

/** Where a single sign-on stands that waits for its person; `saved` holds cookies and is to be kept encrypted. */
export type SsoStep =
  | { readonly state: 'signed_in' }
  /** A code is wanted; `said` = why the last one was not taken, in the site's words. */
  | { readonly state: 'otp'; readonly saved: string; readonly said: string | null }
  | {
      readonly state: 'scan';
      readonly saved: string;
      /** Data URL of the QR code. */
      readonly picture: string;
      readonly reference: string | null;
    }
  | { readonly state: 'set_up' }
  /** It waited too long, and is to be begun anew. */
  | { readonly state: 'over' };

/** The single sign-on of 2026: password, then a code or a scan by a person (formats/nhso-eclaim-protocol.md 3). */
export interface Sso {
  /** Goes to the code, or to the QR code of ThaiD, and stops there. Throws UpstreamError refused, locked, and others. */
  begin(how: 'otp' | 'thaid', signal: AbortSignal): Promise<SsoStep>;
  answer(saved: string, code: string, signal: AbortSignal): Promise<SsoStep>;
  /** Whether the phone has scanned by now. */
  look(saved: string, signal: AbortSignal): Promise<SsoStep>;
  close(): void;
}

export interface SsoParts {
  readonly portal: Session;
  readonly settings: UpstreamSettings;
  readonly account: PortalAccount;
  readonly beforePassword: () => Promise<void>;
  /** Proves on the portal's side that the person is signed in. */
  readonly prove: (signal: AbortSignal) => Promise<void>;
}

const startPath = '/webComponent/LoginSSOAction.do';

export function createSso(parts: SsoParts): Sso {
  const { portal, settings, account } = parts;
  const sites = openSsoSites(portal, settings);
  const { maxPageBytes } = settings;

  const stepOf = async (page: SitePage, signal: AbortSignal): Promise<SsoStep> => {
    if (page.site === 'portal') {
      if (!saysSignedIn(page.text) && page.status < 500) throw unknown(page);
      await parts.prove(signal);
      return { state: 'signed_in' };
    }
    const read = readSsoPage(page.text, page.url);
    if (read.kind === 'otp') {
      const { form, said } = read;
      return { state: 'otp', saved: save(sites, page, { kind: 'otp', form }), said };
    }
    if (read.kind === 'scan') {
      const { picture, reference } = read;
      const saved = save(sites, page, { kind: 'scan', picture, reference });
      return { state: 'scan', saved, picture, reference };
    }
    if (read.kind === 'set_up' || read.kind === 'over') return { state: read.kind };
    throw read.kind === 'password' ? refusal(read) : unknown(page);
  };

  return {
    async begin(how, signal) {
      for (const site of Object.values(sites)) site.cookies.clear();
      const reach = { maxPageBytes, signal };
      const first = await visit(sites, { address: startPath, from: portal.base }, reach);
      if (first.site === 'portal') return await stepOf(first, signal);
      const read = readSsoPage(first.text, first.url);
      if (read.kind !== 'password') return await stepOf(first, signal);
      if (how === 'thaid') {
        if (read.thaid === null) throw new UpstreamError('thaid_missing');
        return await stepOf(await visit(sites, { address: read.thaid, from: first.url }, reach), signal);
      }
      await parts.beforePassword();
      const { username, password } = account;
      const form = { ...read.form.hidden, username, password, login: 'เข้าสู่ระบบ' };
      const sent = await visit(sites, { address: read.form.action, from: first.url, form }, reach);
      return await stepOf(sent, signal);
    },
    async answer(saved, code, signal) {
      const { page, form } = load(sites, saved);
      if (form === null) return { state: 'over' };
      const fields = { ...form.hidden, otp: code, login: 'เข้าสู่ระบบ' };
      const request = { address: form.action, from: new URL(page), form: fields };
      const answered = await visit(sites, request, { maxPageBytes, signal });
      // Asked for the password again: what had begun is forgotten, nothing is said of the account.
      if (answered.site === 'iam' && readSsoPage(answered.text, answered.url).kind === 'password')
        return { state: 'over' };
      return await stepOf(answered, signal);
    },
    async look(saved, signal) {
      const { page } = load(sites, saved);
      const seen = await visit(sites, { address: page, from: new URL(page) }, { maxPageBytes, signal });
      return await stepOf(seen, signal);
    },
    close() {
      sites.iam.close();
      sites.thaid.close();
    },
  };
}

function save(
  sites: SsoSites,
  page: SitePage,
  step: Pick<z.input<typeof savedChallenge>, 'kind'> & Partial<z.input<typeof savedChallenge>>,
): string {
  const { portal, iam, thaid } = sites;
  const cookies = {
    portal: portal.cookies.save(),
    iam: iam.cookies.save(),
    thaid: thaid.cookies.save(),
  };
  const whole = { form: null, picture: null, reference: null, ...step, cookies, page: page.url.href };
  return JSON.stringify(whole);
}

function load(sites: SsoSites, saved: string): z.output<typeof savedChallenge> {
  const challenge = savedChallenge.parse(JSON.parse(saved));
  for (const name of ['portal', 'iam', 'thaid'] as const) sites[name].cookies.load(challenge.cookies[name]);
  return challenge;
}

/** The password form again: the site says why. */
function refusal(page: SsoPage & { readonly kind: 'password' | 'otp' }): UpstreamError {
  return new UpstreamError(saysLocked(page.said ?? '') ? 'locked' : 'refused');
}

function unknown({ status }: SitePage): UpstreamError {
  return status >= 500
    ? new UpstreamError('portal_error', { details: { status } })
    : new UpstreamError('unknown_page', { details: { status } });
}

/** QR code and number of a challenge that was kept; null where it is none of a scan. */
export function scanOf(
  saved: string,
): { readonly picture: string; readonly reference: string | null } | null {
  const { picture, reference } = savedChallenge.parse(JSON.parse(saved));
  return picture === null ? null : { picture, reference };
}
