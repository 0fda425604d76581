import { signOut } from '../../services/sign-out.js';
import { clearCookie } from '../cookies.js';
import { actorOf } from '../form.js';
import { userOf } from '../reader.js';
import type { Route } from '../route.js';

export const logoutForm: Route = {
  method: 'post',
  path: '/logout',
  permission: 'signed_in',
  handle: (parts) => async (req, res) => {
    const { sessionHash } = userOf(res);
    if (sessionHash !== null) await signOut(parts, sessionHash, actorOf(req, res));
    clearCookie(res, parts, 'session');
    res.redirect(303, `${req.baseUrl}/login`);
  },
};
