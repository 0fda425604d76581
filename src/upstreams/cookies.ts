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
  const newestPath = new Map<string, string | null>();
  const sent = (url: URL): Map<string, Cookie> => {
    const chosen = new Map<string, Cookie>();
    // Of two cookies with one name the newer one is sent: the other is left from before the sign-in.
    for (const cookie of jar.getCookiesSync(url.href))
      if (!chosen.has(cookie.key) || cookie.path === newestPath.get(cookie.key))
        chosen.set(cookie.key, cookie);
    return chosen;
  };
  return {
    keep(lines, url) {
      for (const line of lines) {
        const cookie = Cookie.parse(line, { loose: true });
        if (!cookie || !names.includes(cookie.key)) continue;
        const stored = jar.setCookieSync(cookie, url.href, { ignoreError: true });
        if (stored) newestPath.set(stored.key, stored.path);
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
