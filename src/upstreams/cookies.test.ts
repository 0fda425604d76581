import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCookies } from './cookies.js';
import { hospitalOfToken, sameHospital } from './eclaim/access-token.js';

const page = new URL('https://portal.invalid/webComponent/main/MainWebAction.do');

test('only the session cookies are sent, each once, the newest first, without quotes', () => {
  const cookies = createCookies(['JSESSIONID', 'ACCESS_TOKEN']);
  cookies.keep(
    ['JSESSIONID=root; Path=/', 'JSESSIONID=near; Path=/webComponent; HttpOnly', '_ga=1; Path=/'],
    page,
  );
  cookies.keep(['ACCESS_TOKEN="a.b.c"; Path=/; Secure', 'REFRESH_TOKEN=x; Path=/', 'KC_RESTART=y'], page);
  assert.equal(cookies.header(page), 'JSESSIONID=near; ACCESS_TOKEN=a.b.c');
  cookies.keepOnly(['JSESSIONID']);
  assert.equal(cookies.header(page), 'JSESSIONID=near');
  cookies.clear();
  assert.equal(cookies.header(page), null);
});

test('the session of the sign-in is sent, not one from before under a nearer path', () => {
  const cookies = createCookies(['JSESSIONID']);
  cookies.keep(['JSESSIONID=before; Path=/webComponent'], page);
  cookies.keep(['JSESSIONID=signed-in; Path=/'], page);
  assert.equal(cookies.header(page), 'JSESSIONID=signed-in');
  cookies.keep(['JSESSIONID=; Path=/; Max-Age=0'], page);
  assert.equal(cookies.header(page), 'JSESSIONID=before');
});

test('a cookie of one host never goes to another', () => {
  const cookies = createCookies(['JSESSIONID']);
  cookies.keep(['JSESSIONID=1; Path=/'], page);
  assert.equal(cookies.header(new URL('https://other.invalid/')), null);
});

test('of a token only the hospital is read', () => {
  const token = (content: unknown) => `h.${Buffer.from(JSON.stringify(content)).toString('base64url')}.s`;
  assert.equal(hospitalOfToken(token({ hospMain: '99999', cid: '9900000000000' })), '99999');
  assert.equal(hospitalOfToken(token({ organize_id: 99999 })), '99999');
  assert.equal(hospitalOfToken(token({ hospCode: '' })), null);
  assert.equal(hospitalOfToken('not a token'), null);
  assert.equal(hospitalOfToken('a.bm90IGpzb24.c'), null);
  assert.ok(sameHospital('099999', '99999'));
  assert.ok(!sameHospital('99998', '99999'));
});
