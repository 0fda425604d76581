import { Cookie, CookieJar } from 'tough-cookie';

/** The cookies of one host. Only the names given are kept and sent, each once: a firewall refuses large headers. */
export interface Cookies {
  keep(lines: readonly string[], url: URL): void;
  /** Value of the Cookie header, or null. */
  header(url: URL): string | null;
  value(name: string, url: URL): string | null;
  /** Forgets all others, when the header grew too large. */
  keepOnly(names: readonly string[]): void;
  /** Takes away what another sign-in leaves behind. */
  clear(): void;
}

export function createCookies(names: readonly string[]): Cookies {
  let jar = new CookieJar(undefined, { rejectPublicSuffixes: false });
  const sent = (url: URL): Map<string, Cookie> => {
    const first = new Map<string, Cookie>();
    // The jar answers the longest path first: of two cookies with one name the nearer one is sent.
    for (const cookie of jar.getCookiesSync(url.href))
      if (!first.has(cookie.key)) first.set(cookie.key, cookie);
    return first;
  };
  return {
    keep(lines, url) {
      for (const line of lines) {
        const cookie = Cookie.parse(line, { loose: true });
        if (cookie && names.includes(cookie.key)) jar.setCookieSync(cookie, url.href, { ignoreError: true });
      }
    },
    header(url) {
      const text = [...sent(url).values()].map(
        (cookie) => `${cookie.key}=${cookie.value.replaceAll('"', '')}`,
      );
      return text.length === 0 ? null : text.join('; ');
    },
    value: (name, url) => sent(url).get(name)?.value ?? null,
    keepOnly(kept) {
      const content = jar.serializeSync();
      const cookies = content?.cookies.filter((cookie) => kept.includes(cookie.key ?? '')) ?? [];
      if (content) jar = CookieJar.deserializeSync({ ...content, cookies });
    },
    clear() {
      jar = new CookieJar(undefined, { rejectPublicSuffixes: false });
    },
  };
}
