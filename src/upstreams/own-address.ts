import { isLoopback } from './upstream-settings.js';

/** Resolves an address of a page; null where it leads to another site than `base`, which is never asked. */
export function ownAddress(base: URL, page: URL, address: string): URL | null {
  if (!URL.canParse(address, page.href)) return null;
  const url = new URL(address, page.href);
  if (url.username !== '' || url.password !== '') return null;
  if (url.origin === base.origin) return url;
  // A server behind a TLS proxy writes its own address with http, or this machine's under another name.
  const behindProxy =
    base.protocol === 'https:' &&
    url.protocol === 'http:' &&
    url.port === '' &&
    url.hostname === base.hostname;
  const sameMachine =
    isLoopback(base) && isLoopback(url) && url.port === base.port && url.protocol === base.protocol;
  return behindProxy || sameMachine ? new URL(url.pathname + url.search, base) : null;
}
