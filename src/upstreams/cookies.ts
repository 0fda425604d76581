import { Cookie, CookieJar } from 'tough-cookie';
import { z } from 'zod';

const savedCookies = z.object({
  jar: z.record(z.string(), z.unknown()),
  paths: z.array(z.tuple([z.string(), z.string().nullable()])),
});

/** Names that are kept, or what tells them. */
export type CookieNames = readonly string[] | ((name: string) => boolean);

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
  /** All of them as text, for `load` in this process or another; to be kept encrypted. */
  save(): string;
  /** Takes the place of what is there. Throws where the text is none of `save`. */
  load(text: string): void;
}

export function createCookies(names: CookieNames): Cookies {
  let jar = new CookieJar(undefined, { rejectPublicSuffixes: false });
  const newestPath = new Map<string, string | null>();
  const isKept = typeof names === 'function' ? names : (name: string) => names.includes(name);
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
        if (!cookie || !isKept(cookie.key)) continue;
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
    save: () => JSON.stringify({ jar: jar.serializeSync(), paths: [...newestPath] }),
    load(text) {
      const { jar: kept, paths } = savedCookies.parse(JSON.parse(text));
      jar = CookieJar.deserializeSync(JSON.stringify(kept));
      newestPath.clear();
      for (const [name, path] of paths) newestPath.set(name, path);
    },
  };
}
