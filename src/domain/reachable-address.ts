import { BlockList, isIP } from 'node:net';

/** An address that was resolved and may be connected to. */
export interface CheckedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Never reached, whatever is allowed: this network's own automatic addresses (cloud metadata too), groups, nowhere. */
const never = blockList(['169.254.0.0/16', '0.0.0.0/32', '224.0.0.0/4', 'fe80::/10', 'ff00::/8', '::/128']);

/** Not public (IANA special-purpose registries): reached only where a list of allowed networks names them. */
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
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fec0::/10',
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

/** Host of an address as the system resolves it. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/**
 * Why a message may not go to an address that its name has, by the rules against calls into the own network; null = it
 * may. `found`: every address of the name; one of them is enough to refuse. `allowed`: addresses and networks (CIDR).
 */
export function refusalOf(
  url: URL,
  found: readonly { readonly address: string }[],
  allowed: readonly string[],
): string | null {
  const list = blockList(allowed);
  for (const { address } of found) {
    const inner = innerAddress(address);
    if (isIn(never, inner)) return address;
    const isAllowed = isIn(list, inner);
    // Also as it is written: some networks that carry IPv4 inside are not public themselves.
    const written: CheckedAddress = {
      address: address.split('%')[0] ?? '',
      family: isIP(address) === 6 ? 6 : 4,
    };
    if (!isAllowed && (isIn(notPublic, inner) || isIn(notPublic, written))) return address;
    if (!isAllowed && url.protocol === 'http:') return 'http';
  }
  return null;
}

/** Why an address is refused before its name is looked up: scheme, user, port; null = it is not. */
export function refusedForm(url: URL): string | null {
  if (!['http:', 'https:'].includes(url.protocol)) return url.protocol;
  if (url.username !== '' || url.password !== '') return 'user@';
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  return port !== 80 && port !== 443 && port < 1024 ? `port ${port}` : null;
}
