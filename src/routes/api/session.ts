import { z } from 'zod';
import { programVersion } from '../../config.js';
import { bangkokInstant } from '../../domain/instant.js';
import { instantField } from '../../domain/json-fields.js';
import { mayDo, permissionNames } from '../../domain/permission.js';
import { roles } from '../../domain/role.js';
import { scopes } from '../../domain/scope.js';
import { bothMounts } from '../api-call.js';
import { apiRoute } from '../api-route.js';
import { readerOf } from '../reader.js';
import { withinTime } from '../within-time.js';

export const session = apiRoute({
  method: 'get',
  path: '/session',
  scope: 'any',
  summary: {
    en: 'Who calls: the key with its scopes, or the person with roles and permissions',
    th: 'ผู้เรียกคือใคร: คีย์กับสิทธิของคีย์ หรือบุคคลกับบทบาทและสิทธิ',
  },
  answer: z.object({
    kind: z.enum(['key', 'otp', 'page']),
    name: z.string().describe('Name of the key or of the person'),
    scopes: z.array(z.enum(scopes)),
    hospital: z.string().nullable().describe('The only hospital whose rows are seen; null = all'),
    username: z.string().nullable(),
    roles: z.array(z.enum(roles)),
    permissions: z.array(z.enum(permissionNames)),
    language: z.enum(['th', 'en']),
  }),
  async answerWith(_parts, { caller, res }) {
    const { user } = readerOf(res);
    const held = user?.roles ?? [];
    return {
      kind: caller.kind,
      name: caller.name,
      scopes: caller.scopes,
      hospital: caller.hospital,
      username: user?.username ?? null,
      roles: held,
      permissions: permissionNames.filter((permission) => mayDo(held, permission, user?.granted)),
      language: readerOf(res).language,
    };
  },
});

export const health = apiRoute({
  method: 'get',
  path: '/health',
  mounts: bothMounts,
  scope: 'none',
  health: true,
  summary: {
    en: 'Whether the program and its database answer; 401 to a key that is not valid',
    th: 'โปรแกรมและฐานข้อมูลตอบหรือไม่ คีย์ที่ใช้ไม่ได้ตอบ 401',
  },
  answer: z.object({ status: z.literal('ok'), version: z.string(), time: instantField }),
  async answerWith({ db, now }) {
    await withinTime(db.ping());
    return { status: 'ok', version: programVersion, time: bangkokInstant(now().toISOString()) };
  },
});
