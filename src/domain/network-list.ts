import { BlockList, isIP } from 'node:net';

/** Networks as settings and keys name them: `10.20.0.0/16`, `::1`, a single address. */
export interface NetworkList {
  /** Whether this address lies in one of them; IPv4 inside IPv6 counts as the IPv4 address that it is. */
  has(address: string): boolean;
}

export function networkList(networks: readonly string[]): NetworkList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return {
    has(address) {
      const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
      const family = isIP(plain);
      return family !== 0 && list.check(plain, family === 6 ? 'ipv6' : 'ipv4');
    },
  };
}
