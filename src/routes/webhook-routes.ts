import { eventList } from './api/events.js';
import { webhookApi } from './api/webhooks.js';
import { webhookPages } from './pages/settings-webhooks.js';
import type { Route } from './route.js';

/** Endpoints of webhooks, their secrets, their log, and what happened: for other systems and for administrators. */
export const webhookRoutes: readonly Route[] = [...webhookApi, eventList, ...webhookPages];
