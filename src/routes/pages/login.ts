import type { Response } from 'express';
import { type SignedIn, sessionHours, signIn, signInByLink } from '../../services/sign-in.js';
import { clearCookie, setCookie } from '../cookies.js';
import { type FieldMessage, formFields, formMessages } from '../form.js';
import type { Parts } from '../parts.js';
import { readerOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import { visitorOf } from '../visitor.js';

/** views/pages/login.ejs: fields `username`, `password`, hidden `next`, `_csrf`; posts to /login. */
export interface LoginView {
  /** Above the form, instead of the page's title. */
  readonly heading: string;
  /** Where to go afterwards, below baseUrl. */
  readonly next: string;
  readonly username: string;
  readonly errors: readonly FieldMessage[];
}

export const loginPage: Route = {
  method: 'get',
  path: '/login',
  permission: 'public',
  handle: () => async (req, res) => {
    const next = safeNext(req.query.next);
    if (readerOf(res).user !== null) return res.redirect(303, `${req.baseUrl}${next}`);
    await sendPage(res, 'login', {
      heading: 'E-Claim REP',
      next,
      username: '',
      errors: [],
    } satisfies LoginView);
  },
};

export const loginForm: Route = {
  method: 'post',
  path: '/login',
  permission: 'public',
  handle: (parts) => async (req, res) => {
    const { username, password, next } = formFields(req, ['username', 'password', 'next']);
    const target = safeNext(next);
    try {
      enter(res, parts, await signIn(parts, { username, password }, visitorOf(req, res)));
    } catch (error) {
      const errors = formMessages(res, error);
      return await sendPage(res, 'login', {
        heading: 'E-Claim REP',
        next: target,
        username,
        errors,
      } satisfies LoginView);
    }
    res.redirect(303, `${req.baseUrl}${target}`);
  },
};

/** The one-time link that `demo` prints. */
export const loginLink: Route = {
  method: 'get',
  path: '/login/link/:token',
  permission: 'public',
  handle: (parts) => async (req, res) => {
    enter(res, parts, await signInByLink(parts, String(req.params.token), visitorOf(req, res)));
    res.redirect(303, `${req.baseUrl}/dashboard`);
  },
};

/** Puts the new session into the cookie; the one of the form before sign-in ends. */
export function enter(res: Response, parts: Parts, signedIn: SignedIn): void {
  setCookie(res, parts, { name: 'session', value: signedIn.token, seconds: sessionHours * 3600 });
  clearCookie(res, parts, 'visit');
}

/** Only an address of ours: `//other.example` and `/\other.example` lead elsewhere in browsers. */
export function safeNext(next: unknown): string {
  return typeof next === 'string' &&
    /^\/(?![/\\])[^\\\s]*$/.test(next) &&
    !/^\/(login|logout|setup)\b/.test(next)
    ? next
    : '/dashboard';
}
