import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { writeCursor } from '../../domain/list-cursor.js';
import { eventTypes } from '../../domain/webhook.js';
import { eventAnswer, eventJson } from '../../domain/webhook-json.js';
import { databaseTime } from '../../store/case-list.js';
import { readFeed } from '../../store/change-feed.js';
import { eventFeed, type FeedEventRow, listEvents, purgedEventNo } from '../../store/events.js';
import { apiRoute } from '../api-route.js';
import { feedCursor, listAnswerOf, listBody, markOf, pageParameters, placeOf } from './list-page.js';

export const eventList = apiRoute({
  method: 'get',
  path: '/events',
  scope: 'webhooks:manage',
  summary:
    'Events of the last 30 days: the newest first, or with updated_since in the order of their commits, to catch up',
  query: z.object({ ...pageParameters, type: z.enum(eventTypes).optional() }),
  answer: listAnswerOf(eventAnswer),
  async answerWith(parts, { query, mount, caller, res }) {
    const { db } = parts;
    const mark = markOf('events', { query, mount, caller });
    const place = placeOf(parts, { query, mount, caller }, mark);
    const { limit, type = null } = query;
    const { hospital } = caller;
    if (place.mode === 'browse') {
      const serverTime = await databaseTime(db);
      const found = await listEvents(db, { hospital, type }, { below: place.before, limit: limit + 1 });
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const hasMore = found.length > limit;
      const cursor = hasMore && last ? writeCursor({ mode: 'browse', id: last.id }, mark) : null;
      return listBody(parts, res, mount, { data: shown.map(eventJson), hasMore, cursor, serverTime });
    }
    if ('place' in place.start && place.start.place.no < (await purgedEventNo(db)))
      throw new AppError('cursor_gone');
    const page = await readFeed<FeedEventRow>(db, eventFeed({ hospital, type }), place.start, limit);
    const data = page.entries.flatMap((entry) =>
      'row' in entry ? [eventJson({ ...entry.row, at: entry.at })] : [],
    );
    const { hasMore, serverTime } = page;
    return listBody(parts, res, mount, { data, hasMore, cursor: feedCursor(page, mark), serverTime });
  },
});
