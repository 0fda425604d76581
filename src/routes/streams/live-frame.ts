import type { Route } from '../route.js';
import { sendFragment } from '../send-page.js';

/** The top bar's live part by itself, for pages that show nothing else that changes. */
export const liveFrame: Route = {
  method: 'get',
  path: '/events/frame',
  permission: 'figures',
  handle: () => async (_req, res) => {
    await sendFragment(res, 'live-frame');
  },
};
