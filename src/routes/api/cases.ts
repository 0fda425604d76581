import { z } from 'zod';
import { casePriorities, caseStatuses } from '../../domain/case.js';
import { CaseFault } from '../../domain/case-fault.js';
import { caseChangeInput, newCaseInput } from '../../domain/case-input.js';
import { caseAnswer, caseJson, goneCaseAnswer, withCommitTime } from '../../domain/case-json.js';
import { AppError } from '../../domain/errors.js';
import { bangkokInstant } from '../../domain/instant.js';
import { changeCase } from '../../services/change-case.js';
import { createCase } from '../../services/create-case.js';
import { removeCase } from '../../services/delete-case.js';
import { type CaseFilter, caseFeed, type FeedCaseRow, listCases } from '../../store/case-list.js';
import { findCase, type StoredCase, toCase } from '../../store/cases.js';
import { readFeed } from '../../store/change-feed.js';
import { bothMounts, type Mount } from '../api-call.js';
import { apiRoute } from '../api-route.js';
import { InvalidRequest } from '../errors.js';
import { actorOf } from '../form.js';
import { onceOnly } from '../middleware/idempotency.js';
import type { Parts } from '../parts.js';
import { readBrowsed } from './browse-page.js';
import {
  anyOf,
  feedCursor,
  instantOf,
  listAnswerOf,
  listBody,
  markOf,
  pageParameters,
  placeOf,
} from './list-page.js';

const wordsOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  anyOf.pipe(z.array(z.enum(words)).optional());

/** Filters of cases, the same in lists and exports. */
export const caseFilterParameters = {
  status: wordsOf(caseStatuses),
  priority: wordsOf(casePriorities),
  category: anyOf,
  tran_id: anyOf,
  case_number: anyOf,
  external_ref: anyOf,
  created_after: z.string().optional(),
  created_before: z.string().optional(),
};
const caseFilters = z.object(caseFilterParameters);
const listQuery = z.object({ ...pageParameters, ...caseFilterParameters });

/** Throws AppError invalid_timestamp. */
export function caseFilterOf(
  { config }: Pick<Parts, 'config'>,
  query: z.output<typeof caseFilters>,
  { mount, hospital }: { readonly mount: Mount; readonly hospital: string | null },
): CaseFilter {
  const instant = (name: 'created_after' | 'created_before') =>
    query[name] === undefined ? null : instantOf(config, mount, name, query[name]);
  return {
    hospital,
    statuses: query.status ?? [],
    priorities: query.priority ?? [],
    categories: query.category ?? [],
    tranIds: query.tran_id ?? [],
    caseNumbers: query.case_number ?? [],
    externalRefs: query.external_ref ?? [],
    createdAfter: instant('created_after'),
    createdBefore: instant('created_before'),
  };
}

export const caseList = apiRoute({
  method: 'get',
  path: '/cases',
  mounts: bothMounts,
  scope: 'cases:read',
  summary: {
    en: 'Cases: the newest first, or with updated_since their changes, the oldest first',
    th: 'เรื่องติดตาม ใหม่สุดก่อน หรือใส่ updated_since เพื่อดูสิ่งที่เปลี่ยน เก่าสุดก่อน',
  },
  query: listQuery,
  answer: listAnswerOf(z.union([caseAnswer, goneCaseAnswer])),
  compatAnswer: z.array(caseAnswer),
  async answerWith(parts, { query, mount, caller, res }) {
    const mark = markOf('cases', { query, mount, caller });
    const place = placeOf(parts, { query, mount, caller }, mark);
    const filter = caseFilterOf(parts, query, { mount, hospital: caller.hospital });
    const { limit } = query;
    if (place.mode === 'browse') {
      const { rows, ...page } = await readBrowsed(parts, { place, mark, limit }, (before, most) =>
        listCases(parts.db, filter, { limit: most, before }),
      );
      return listBody(parts, res, mount, { ...page, data: rows.map(caseJson) });
    }
    const source = { ...caseFeed(filter), withoutGone: mount === 'compat' };
    const page = await readFeed<FeedCaseRow>(parts.db, source, place.start, limit);
    const data = page.entries.map((entry) => {
      const { id, at } = entry;
      if ('row' in entry) return caseJson(toCase({ ...entry.row, id, updated_at: at }));
      return { object: 'deleted', id, case_number: entry.gone, deleted_at: bangkokInstant(at) };
    });
    const { hasMore, serverTime } = page;
    return listBody(parts, res, mount, { data, hasMore, cursor: feedCursor(page, mark), serverTime });
  },
});

export const caseMake = apiRoute({
  method: 'post',
  path: '/cases',
  mounts: bothMounts,
  scope: 'cases:write',
  summary: {
    en: 'Make a case. With an Idempotency-Key a repeat makes no second one',
    th: 'เปิดเรื่องติดตาม ใส่ Idempotency-Key แล้วส่งซ้ำได้โดยไม่เกิดเรื่องที่สอง',
  },
  body: newCaseInput,
  headers: ['Idempotency-Key'],
  sends: ['Location', 'ETag'],
  answer: caseAnswer,
  status: 201,
  async answerWith(parts, { body, caller, req, res }) {
    const { HOSPITAL_CODE: ownHospital } = await parts.settings.current();
    const reach = { hospital: caller.hospital, ownHospital };
    const call = { req, res, caller, content: req.body, dedupe: true, withTime: withCommitTime };
    return await onceOnly(parts, call, async (keep) => {
      const asked = { input: body, source: 'api' as const, reach, by: actorOf(req, res) };
      const made = await namingFields(
        createCase(parts, asked, (tx, stored, batch) =>
          keep(tx, {
            ...{ status: 201, location: `/cases/${stored.id}`, etag: tagOf(stored.version) },
            ...{ body: caseJson(stored), batch },
          }),
        ),
      );
      res.location(`${req.baseUrl}${req.path}/${made.id}`);
      return tagged(res, made);
    });
  },
});

const caseNumberParameter = 'id';

export const caseOne = apiRoute({
  method: 'get',
  path: '/cases/:id',
  mounts: bothMounts,
  scope: 'cases:read',
  summary: { en: 'One case', th: 'เรื่องติดตามหนึ่งเรื่อง' },
  headers: ['If-None-Match'],
  sends: ['ETag'],
  answer: caseAnswer,
  others: { 304: null },
  async answerWith(parts, { param, caller, req, res }) {
    const id = idOf(param(caseNumberParameter));
    const found = id === null ? null : await findCase(parts.db, id, caller.hospital);
    if (found === null) throw new AppError('not_found');
    const answer = tagged(res, found);
    if (!namesTag(req.get('if-none-match'), found.version)) return answer;
    res.status(304);
    return null;
  },
});

const changed = {
  path: '/cases/:id',
  mounts: bothMounts,
  scope: 'cases:write' as const,
  headers: ['If-Match'] as const,
  sends: ['ETag'] as const,
  body: caseChangeInput,
  answer: caseAnswer,
};

export const casePut = apiRoute({
  ...changed,
  method: 'put',
  summary: {
    en: 'Change a case: fields that are absent stay, optional ones can be emptied',
    th: 'แก้เรื่องติดตาม ฟิลด์ที่ไม่ส่งคงเดิม ฟิลด์ที่ว่างได้ล้างได้',
  },
  answerWith: (parts, asked) => change(parts, asked),
});

export const casePatch = apiRoute({
  ...changed,
  method: 'patch',
  summary: { en: 'The same as PUT', th: 'เหมือน PUT' },
  answerWith: (parts, asked) => change(parts, asked),
});

type ChangeCall = Parameters<
  Parameters<typeof apiRoute<undefined, typeof caseChangeInput>>[0]['answerWith']
>[1];

async function change(parts: Parts, { param, body, caller, req, res }: ChangeCall): Promise<object> {
  const id = idOf(param(caseNumberParameter));
  if (id === null) throw new AppError('not_found');
  const { HOSPITAL_CODE: ownHospital } = await parts.settings.current();
  const reach = { hospital: caller.hospital, ownHospital };
  const ifVersion = wantedVersion(req.get('if-match'));
  const by = actorOf(req, res);
  const { stored } = await namingFields(changeCase(parts, { id, input: body, reach, by, ifVersion }));
  return tagged(res, stored);
}

export const caseDelete = apiRoute({
  method: 'delete',
  path: '/cases/:id',
  scope: 'cases:delete',
  summary: {
    en: 'Take a case out; a tombstone tells those who sync',
    th: 'ลบเรื่องติดตาม ระบบที่คัดลอกไว้จะได้รับแจ้งว่าถูกลบ',
  },
  headers: ['If-Match'],
  answer: null,
  status: 204,
  async answerWith(parts, { param, caller, req, res }) {
    const id = idOf(param(caseNumberParameter));
    if (id === null) throw new AppError('not_found');
    const ifVersion = wantedVersion(req.get('if-match'));
    await removeCase(parts, { id, hospital: caller.hospital, by: actorOf(req, res), ifVersion });
    return null;
  },
});

function idOf(text: string): number | null {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

const tagOf = (version: number): string => `"${version}"`;

/** Answers the case with its version in the header. */
function tagged(res: { setHeader(name: string, value: string): unknown }, stored: StoredCase): object {
  res.setHeader('ETag', tagOf(stored.version));
  return caseJson(stored);
}

const tagsOf = (header: string): string[] => header.split(',').map((tag) => tag.trim());

/** Whether `If-None-Match` names the version, for which a weak tag is as good. */
function namesTag(header: string | undefined, version: number): boolean {
  const tags = header === undefined ? [] : tagsOf(header).map((tag) => tag.replace(/^W\//, ''));
  return tags.some((tag) => tag === '*' || tag === tagOf(version));
}

/** The versions that `If-Match` asks for, any of them; null = whichever. A weak tag matches none (RFC 9110, 13.1.1). */
function wantedVersion(header: string | undefined): readonly number[] | null {
  if (header === undefined || header.trim() === '*') return null;
  return tagsOf(header).flatMap((tag) => {
    const [, version] = /^"(\d{1,9})"$/.exec(tag) ?? [];
    return version === undefined ? [] : [Number(version)];
  });
}

/** Wrong fields of a case by their place in the body. */
async function namingFields<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof CaseFault)) throw error;
    const fields = error.faults.map(({ field, detail }) => ({ pointer: `/${field}`, detail }));
    throw new InvalidRequest('validation', { count: fields.length }, fields);
  }
}
