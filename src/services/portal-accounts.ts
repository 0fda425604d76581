import type { Config } from '../config.js';
import type { PortalAccount } from '../upstreams/index.js';

/** The accounts at NHSO in their order; none where no name or password is set. */
export function portalAccounts(config: Config): PortalAccount[] {
  const username = config.ECLAIM_USERNAME;
  const password = config.ECLAIM_PASSWORD?.reveal() ?? '';
  return username === '' || password === '' ? [] : [{ username, password }];
}
