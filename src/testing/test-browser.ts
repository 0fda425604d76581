/** An HTTP client that keeps cookies and, like a browser, sends Origin and the page's own CSRF token. */
export interface TestBrowser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Opens `page` (the form's own address unless given), takes its token, and posts the form. Redirects are not followed. */
  submit(
    path: string,
    fields: Readonly<Record<string, string | readonly string[]>>,
    page?: string,
  ): Promise<Response>;
  /** A JSON call of a page's script, with the token of `page`. */
  call(method: string, path: string, body: unknown, page?: string): Promise<Response>;
  /** Any request, with cookies and Origin alone. */
  send(path: string, init: RequestInit): Promise<Response>;
  /** The CSRF token that a page's forms carry. */
  token(page: string): Promise<string>;
}

export function createBrowser(url: string): TestBrowser {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0 && !headers.has('cookie'))
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    if (init.method !== undefined && init.method !== 'GET' && !headers.has('origin'))
      headers.set('origin', url);
    const answer = await fetch(`${url}${path}`, { redirect: 'manual', ...init, headers });
    for (const line of answer.headers.getSetCookie()) keep(cookies, line);
    return answer;
  };
  const get: TestBrowser['get'] = async (path, headers = {}) =>
    await send(path, { headers: { accept: 'text/html', ...headers } });
  const token = async (page: string): Promise<string> => {
    const html = await (await get(page)).text();
    const found = /name="_csrf" value="([^"]+)"/.exec(html)?.[1];
    if (found === undefined) throw new Error(`${page} has no form with a token`);
    return found;
  };
  return {
    cookies,
    get,
    send,
    token,
    async submit(path, fields, page = path) {
      const body = new URLSearchParams({ _csrf: await token(page) });
      for (const [name, value] of Object.entries(fields))
        for (const one of [value].flat()) body.append(name, String(one));
      return await send(path, { method: 'POST', body, headers: { accept: 'text/html' } });
    },
    async call(method, path, body, page = '/settings/account') {
      const headers = { 'content-type': 'application/json', 'x-csrf-token': await token(page) };
      return await send(path, { method, headers, body: JSON.stringify(body) });
    },
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';');
  const at = pair.indexOf('=');
  const name = pair.slice(0, at);
  const value = pair.slice(at + 1);
  const gone = value === '' || attributes.some((text) => /expires=Thu, 01 Jan 1970/i.test(text));
  if (gone) cookies.delete(name);
  else cookies.set(name, value);
}
