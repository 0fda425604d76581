import type { Config } from '../config.js';
import { roles } from '../domain/role.js';
import type { Log } from '../log/log.js';
import { countAdministrators, type User } from '../store/users.js';
import type { Actor } from './actor.js';
import { type AccountParts, addUser } from './add-user.js';

/** ADMIN_USERNAME and ADMIN_PASSWORD make the first administrator, with every role; later they change nothing. */
export async function makeFirstAdministrator(
  parts: AccountParts & { readonly log: Log },
  config: Pick<Config, 'ADMIN_USERNAME' | 'ADMIN_PASSWORD'>,
): Promise<User | null> {
  if (config.ADMIN_PASSWORD === null || (await countAdministrators(parts.db)) > 0) return null;
  const asked = {
    username: config.ADMIN_USERNAME,
    password: config.ADMIN_PASSWORD.reveal(),
    roles,
    mustChangePassword: false,
  };
  const by: Actor = { actorKind: 'nobody', actorId: null, actorName: 'ADMIN_USERNAME' };
  const user = await addUser(parts, asked, by);
  parts.log.info({ source: 'sign-in', user: user.id }, 'first administrator made from ADMIN_USERNAME');
  return user;
}
