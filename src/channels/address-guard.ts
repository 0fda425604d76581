import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { AppError } from '../domain/errors.js';
import { type CheckedAddress, hostOf, refusalOf, refusedForm } from '../domain/reachable-address.js';

export type Lookup = (host: string) => Promise<readonly { readonly address: string }[]>;
const resolveAll: Lookup = (host) => systemLookup(host, { all: true });

/**
 * Checks where a message would go, by the rules against calls into the own network, and answers the very address to
 * connect to. Throws AppError address_not_allowed or receiver_unreachable. `allowed`: addresses and networks (CIDR).
 */
export async function checkAddress(
  url: URL,
  allowed: readonly string[],
  lookup: Lookup = resolveAll,
): Promise<CheckedAddress> {
  const host = hostOf(url);
  const form = refusedForm(url);
  if (form !== null) throw new AppError('address_not_allowed', { host: url.host, reason: form });
  const found = isIP(host) === 0 ? await resolved(host, lookup) : [{ address: host }];
  const reason = refusalOf(url, found, allowed);
  if (reason !== null) throw new AppError('address_not_allowed', { host: url.host, reason });
  const [first] = found;
  if (first === undefined)
    throw new AppError('receiver_unreachable', { host: url.host, reason: 'ENOTFOUND' });
  return { address: first.address, family: isIP(first.address) === 6 ? 6 : 4 };
}

async function resolved(host: string, lookup: Lookup): Promise<readonly { readonly address: string }[]> {
  try {
    return await lookup(host);
  } catch (cause) {
    throw new AppError('receiver_unreachable', { host, reason: 'ENOTFOUND' }, { cause });
  }
}
