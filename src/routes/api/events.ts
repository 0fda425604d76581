import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { eventTypes } from '../../domain/webhook.js';
import { eventAnswer, eventJson } from '../../domain/webhook-json.js';
import { readFeed } from '../../store/change-feed.js';
import { eventFeed, type FeedEventRow, listEvents, purgedEventNo } from '../../store/events.js';
import { apiRoute } from '../api-route.js';
import { readBrowsed } from './browse-page.js';
import { feedCursor, listAnswerOf, listBody, markOf, pageParameters, placeOf } from './list-page.js';

export const eventList = apiRoute({
  method: 'get',
  path: '/events',
  scope: 'webhooks:manage',
  summary: {
    en: 'Events of the last 30 days: the newest first, or with updated_since in the order of their commits, to catch up',
    th: 'เหตุการณ์ใน 30 วันที่ผ่านมา ใหม่สุดก่อน หรือใส่ updated_since เพื่อไล่ตามลำดับที่เกิด',
  },
  query: z.object({ ...pageParameters, type: z.enum(eventTypes).optional() }),
  answer: listAnswerOf(eventAnswer),
  async answerWith(parts, { query, mount, caller, res }) {
    const { db } = parts;
    const mark = markOf('events', { query, mount, caller });
    const place = placeOf(parts, { query, mount, caller }, mark);
    const { limit, type = null } = query;
    const { hospital } = caller;
    if (place.mode === 'browse') {
      const { rows, ...page } = await readBrowsed(parts, { place, mark, limit }, (below, most) =>
        listEvents(db, { hospital, type }, { below, limit: most }),
      );
      return listBody(parts, res, mount, { ...page, data: rows.map(eventJson) });
    }
    if ('place' in place.start) {
      // What was taken away before this reading began is not missed; older ones may be kept, for a delivery waits.
      const { no, begun } = place.start.place;
      if (Math.max(no, begun) < (await purgedEventNo(db))) throw new AppError('cursor_gone');
    }
    const page = await readFeed<FeedEventRow>(db, eventFeed({ hospital, type }), place.start, limit);
    const data = page.entries.flatMap((entry) =>
      'row' in entry ? [eventJson({ ...entry.row, at: entry.at })] : [],
    );
    const { hasMore, serverTime } = page;
    return listBody(parts, res, mount, { data, hasMore, cursor: feedCursor(page, mark), serverTime });
  },
});
