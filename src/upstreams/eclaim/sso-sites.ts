import { ownAddress } from '../own-address.js';
import { readPage } from '../read-page.js';
import { createSession, type Session } from '../session.js';
import { UpstreamError } from '../upstream-error.js';
import { isLoopback, type UpstreamSettings } from '../upstream-settings.js';

/** The three sites of the single sign-on, each with cookies of its own (formats/nhso-eclaim-protocol.md 3 and 5). */
export type SsoSites = Readonly<Record<'iam' | 'thaid' | 'portal', Session>>;
type SiteName = keyof SsoSites;

const thaidSite = 'https://imauth.bora.dopa.go.th';

/** Sites beside the portal; to be closed. The practice NHSO has all three on one address of this machine. */
export function openSsoSites(portal: Session, settings: UpstreamSettings): SsoSites {
  const iamBase = new URL(settings.iamBaseUrl);
  const thaidBase = isLoopback(iamBase) ? iamBase : new URL(thaidSite);
  const open = (base: URL) =>
    createSession({
      base,
      userAgent: settings.userAgent,
      pauseMs: settings.pauseMs,
      limits: settings.limits,
      outboundProxy: settings.outboundProxy,
      extraCa: settings.extraCa,
      // Whatever they set, but for what only counts visitors or is a twin of another.
      cookieNames: (name) => !/^_|_LEGACY$/.test(name),
    });
  return { iam: open(iamBase), thaid: open(thaidBase), portal };
}

export interface SitePage {
  readonly site: SiteName;
  readonly url: URL;
  readonly status: number;
  readonly text: string;
}

export interface SiteRequest {
  /** As a page writes it, with the page that it stands on. */
  readonly address: string;
  readonly from: URL;
  readonly form?: Readonly<Record<string, string>>;
}

const mostHops = 12;

/** Asks, and follows redirects from site to site. Throws UpstreamError foreign_redirect where one leads elsewhere. */
export async function visit(
  sites: SsoSites,
  { address, from, form }: SiteRequest,
  { maxPageBytes, signal }: { readonly maxPageBytes: number; readonly signal: AbortSignal },
): Promise<SitePage> {
  let place = placeOf(sites, from, address);
  let sent = form;
  for (let hops = 0; hops < mostHops; hops += 1) {
    const { site, url } = place;
    const headers: Record<string, string> =
      sent === undefined ? {} : { referer: from.href, origin: from.origin };
    const answer = await sites[site].ask(
      {
        method: sent === undefined ? 'GET' : 'POST',
        url,
        headers,
        noRedirects: true,
        ...(sent !== undefined && { form: sent }),
      },
      async (read) => ({
        status: read.status,
        away: read.away,
        text: read.away === null ? await readPage(read, maxPageBytes) : '',
      }),
      signal,
    );
    if (answer.away === null) return { site, url, status: answer.status, text: answer.text };
    place = placeOf(sites, url, answer.away.href);
    sent = undefined;
  }
  throw new UpstreamError('unknown_page', { details: { status: 302 } });
}

/** Which of the three sites an address belongs to. */
function placeOf(
  sites: SsoSites,
  from: URL,
  address: string,
): { readonly site: SiteName; readonly url: URL } {
  const oneOrigin = sites.iam.base.origin === sites.portal.base.origin;
  const owns: Readonly<Record<SiteName, RegExp>> = {
    iam: /^\/realms\//,
    thaid: oneOrigin ? /^\/dopa\// : /^\//,
    portal: /^\//,
  };
  for (const site of ['iam', 'thaid', 'portal'] as const) {
    const url = ownAddress(sites[site].base, from, address);
    if (url !== null && owns[site].test(url.pathname)) return { site, url };
  }
  const host = URL.canParse(address, from.href) ? new URL(address, from.href).host : '-';
  throw new UpstreamError('foreign_redirect', { details: { host } });
}
