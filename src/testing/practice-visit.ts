import assert from 'node:assert/strict';
import type { PracticeServer } from '../practice/practice-server.js';
import { type Asking, askAt, cookiesOf, type Reply } from './bare-http.js';

/** Steps through the practice portal that several tests take. */

export function ask(server: PracticeServer, path: string, asking: Asking = {}): Promise<Reply> {
  return askAt(server.url, path, asking);
}

export const loginPath = '/webComponent/login/LoginAction.do';
export const mainPath = '/webComponent/main/MainWebAction.do';

export async function signIn(server: PracticeServer, user = 'practice'): Promise<Record<string, string>> {
  const reply = await ask(server, loginPath, { form: { user, pass: 'practice' } });
  assert.equal(reply.status, 302);
  return { Cookie: cookiesOf(reply) };
}

export const listingPath = (month = 1, year = 2569, scheme = 'ucs') =>
  `/webComponent/validation/ValidationMainAction.do?mo=${month}&ye=${year}&maininscl=${scheme}`;

/** Addresses of the Excel links of a listing. */
export function linksOf(html: string): string[] {
  return [...html.matchAll(/href="([^"]*InvoiceReportExcelAction[^"]*)"/g)].map(([, href]) =>
    String(href).replaceAll('&amp;', '&'),
  );
}

export async function firstFile(server: PracticeServer, headers: Record<string, string>): Promise<string> {
  const [href] = linksOf((await ask(server, listingPath(), { headers })).text);
  assert.ok(href);
  return href;
}

export const isWorkbook = (body: Buffer) => body.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1';
export const rowCount = (html: string) => html.match(/<tr><td>/g)?.length ?? 0;

/** Goes through the single sign-on up to the form that asks for the code. */
export async function toOtp(
  server: PracticeServer,
): Promise<{ cookies: Record<string, string>; page: Reply }> {
  const start = await ask(server, '/webComponent/LoginSSOAction.do');
  const cookies = { Cookie: cookiesOf(start) };
  const form = await ask(server, String(start.headers.location));
  assert.match(form.text, /id="kc-form-login"/);
  assert.match(cookiesOf(form), /AUTH_SESSION_ID=.*KC_RESTART=/);
  const page = await ask(server, actionOf(form), {
    form: { username: 'practice', password: 'practice', credentialId: '' },
  });
  return { cookies, page };
}

export function actionOf(page: Reply): string {
  return String(/action="([^"]+)"/.exec(page.text)?.[1]).replaceAll('&amp;', '&');
}

export async function finishSso(
  server: PracticeServer,
  reply: Reply,
  headers: Record<string, string>,
): Promise<Reply> {
  assert.equal(reply.status, 302);
  const back = await ask(server, String(reply.headers.location), { headers });
  assert.equal(back.headers.location, mainPath);
  assert.match(cookiesOf(back), /ACCESS_TOKEN=[\w.-]+; STEEXWDE=\w+; REFRESH_TOKEN=/);
  return ask(server, mainPath, { headers });
}
