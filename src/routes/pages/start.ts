import type { Route } from '../route.js';

/** The bare address leads to the overview. */
export const startPage: Route = {
  method: 'get',
  path: '/',
  permission: 'signed_in',
  handle: () => (req, res) => res.redirect(303, `${req.baseUrl}/dashboard`),
};
