import { z } from 'zod';
import { mayDo, permissionNames } from '../../domain/permission.js';
import { roles } from '../../domain/role.js';
import { apiRoute } from '../api-route.js';
import { readerOf, userOf } from '../reader.js';

export const session = apiRoute({
  method: 'get',
  path: '/api/v1/session',
  permission: 'signed_in',
  summary: 'Who is signed in, with which roles and permissions',
  answer: z.object({
    username: z.string(),
    roles: z.array(z.enum(roles)),
    permissions: z.array(z.enum(permissionNames)),
    language: z.enum(['th', 'en']),
  }),
  async answerWith(_parts, { res }) {
    const { username, roles: held } = userOf(res);
    return {
      username,
      roles: held,
      permissions: permissionNames.filter((permission) => mayDo(held, permission)),
      language: readerOf(res).language,
    };
  },
});

export const health = apiRoute({
  method: 'get',
  path: '/api/v1/health',
  permission: 'public',
  summary: 'Whether the program answers',
  answer: z.object({ status: z.literal('ok') }),
  answerWith: async () => ({ status: 'ok' }),
});
