import type { Response } from 'express';
import type { Config } from '../config.js';
import { type Attention, findAttention } from '../store/attention.js';
import { once } from './once.js';
import type { Parts } from './parts.js';

/** An older failure that nobody repeated is history, not work. */
const failuresOfDays = 7;

/** What waits for a person, for the frame of a page and for the page itself. */
export function attentionOf(parts: Parts, res: Response): Promise<Attention> {
  const since = new Date(parts.now().getTime() - failuresOfDays * 86_400_000);
  return once(res, 'attention', () => findAttention(parts.db, since));
}

/** The settings as they were first read for this request; whoever saves some reads them anew. */
export function settingsOf(parts: Parts, res: Response): Promise<Config> {
  return once(res, 'settings', () => parts.settings.current());
}
