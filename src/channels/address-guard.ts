import { lookup as systemLookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { AppError } from '../domain/errors.js';

/** An address that was resolved and may be connected to. */
export interface CheckedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Never reached, whatever is allowed: this network's own automatic addresses (cloud metadata too), groups, nowhere. */
const never = blockList(['169.254.0.0/16', '0.0.0.0/32', '224.0.0.0/4', 'fe80::/10', 'ff00::/8', '::/128']);

/** Not public (IANA special-purpose registries): reached only where WEBHOOK_ALLOWED_NETWORKS names them. */
const notPublic = blockList([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '240.0.0.0/4',
  '::1/128',
  '100::/64',
  '2001:db8::/32',
  'fc00::/7',
]);

function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  return list;
}

const isIn = (list: BlockList, { address, family }: CheckedAddress) =>
  list.check(address, family === 6 ? 'ipv6' : 'ipv4');

/** The IPv4 address that an IPv6 address carries: mapped, compatible, 6to4 and NAT64; else itself. */
export function innerAddress(address: string): CheckedAddress {
  if (isIP(address) !== 6) return { address, family: 4 };
  const groups = groupsOf(address);
  const [first, second] = groups;
  const four = (high = 0, low = 0): CheckedAddress => ({
    address: [high >> 8, high & 255, low >> 8, low & 255].join('.'),
    family: 4,
  });
  const isMapped =
    groups.slice(0, 5).every((group) => group === 0) && (groups[5] === 0xffff || groups[5] === 0);
  if (isMapped && (groups[6] !== 0 || (groups[7] ?? 0) > 1)) return four(groups[6], groups[7]);
  if (first === 0x2002) return four(groups[1], groups[2]);
  if (first === 0x64 && second === 0xff9b) return four(groups[6], groups[7]);
  return { address, family: 6 };
}

/** The eight groups of an IPv6 address; the URL parser brings every spelling into one. */
function groupsOf(address: string): number[] {
  const plain = new URL(`http://[${address.split('%')[0]}]/`).hostname.slice(1, -1);
  const [head = '', tail] = plain.split('::');
  const read = (part: string | undefined) =>
    part ? part.split(':').map((group) => Number.parseInt(group, 16)) : [];
  const [before, after] = [read(head), read(tail)];
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

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
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const refuse = (reason: string) => new AppError('address_not_allowed', { host: url.host, reason });
  if (!['http:', 'https:'].includes(url.protocol)) throw refuse(url.protocol);
  if (url.username !== '' || url.password !== '') throw refuse('user@');
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (port !== 80 && port !== 443 && port < 1024) throw refuse(`port ${port}`);
  const found = isIP(host) === 0 ? await resolved(host, lookup) : [{ address: host }];
  const list = blockList(allowed);
  for (const { address } of found) {
    const inner = innerAddress(address);
    if (isIn(never, inner)) throw refuse(address);
    const isAllowed = isIn(list, inner);
    if (!isAllowed && isIn(notPublic, inner)) throw refuse(address);
    if (!isAllowed && url.protocol === 'http:') throw refuse('http');
  }
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
