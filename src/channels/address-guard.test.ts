import assert from 'node:assert/strict';
import { test } from 'node:test';
import { innerAddress } from '../domain/reachable-address.js';
import { checkAddress } from './address-guard.js';

const at =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address }));
const check = (url: string, allowed: readonly string[] = [], ...addresses: string[]) =>
  checkAddress(new URL(url), allowed, at(...addresses));

test('a public address is checked and then connected to as it was', async () => {
  assert.deepEqual(await check('https://hooks.example/x', [], '93.184.216.34'), {
    address: '93.184.216.34',
    family: 4,
  });
  assert.deepEqual(await check('https://hooks.example/x', [], '2606:2800:220::1'), {
    address: '2606:2800:220::1',
    family: 6,
  });
});

test('a name is refused where any of its addresses is of an inner network', async () => {
  const inner = [
    '10.1.2.3',
    '127.0.0.1',
    '100.64.0.9',
    '192.168.1.1',
    '172.31.255.1',
    '169.254.1.1',
    '0.0.0.0',
    '198.18.0.1',
    '224.0.0.1',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '2002:a00:1::',
    '64:ff9b::a00:1',
    '2001:db8::1',
    '::',
  ];
  for (const address of inner)
    await assert.rejects(
      check('https://hooks.example', [], '93.184.216.34', address),
      { code: 'address_not_allowed' },
      address,
    );
});

test('allowed networks are let in, also by plain http; automatic addresses and groups never', async () => {
  assert.equal((await check('http://his.hospital:8080', ['10.0.0.0/8'], '10.20.0.4')).address, '10.20.0.4');
  assert.equal((await check('http://127.0.0.1:5005', ['127.0.0.1'])).address, '127.0.0.1');
  await assert.rejects(check('http://his.hospital', ['10.0.0.0/8'], '11.0.0.1'), {
    code: 'address_not_allowed',
  });
  for (const address of ['169.254.169.254', '0.0.0.0', 'fe80::1', '224.0.0.1'])
    await assert.rejects(
      check('https://x.example', ['0.0.0.0/0', '::/0'], address),
      { code: 'address_not_allowed' },
      address,
    );
});

test('an inner address is refused in every spelling of it', async () => {
  const spellings = [
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '017700000001',
    '127.1',
    '10.1',
    '3232235521',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::ffff:10.0.0.1]',
    '[::ffff:0.0.0.0]',
    '[::127.0.0.1]',
    '[fe80::1]',
    '[febf::1]',
    '[fc00::1]',
    '[fd12:3456::1]',
    '[fec0::1]',
    '[2001:0:5ef5:79fd::1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::808:808]',
    '[3fff::1]',
  ];
  for (const host of spellings)
    for (const scheme of ['https', 'http'])
      await assert.rejects(
        check(`${scheme}://${host}/x`),
        { code: 'address_not_allowed' },
        `${scheme} ${host}`,
      );
});

test('names of this machine and of inner networks are looked up before they are believed', async () => {
  for (const [name, address] of [
    ['localhost', '127.0.0.1'],
    ['localhost.', '::1'],
    ['metadata.internal', '169.254.169.254'],
    ['his.hospital.example', '192.168.7.7'],
  ] as const)
    await assert.rejects(check(`https://${name}/x`, [], address), { code: 'address_not_allowed' }, name);
});

test('user names, strange ports and strange protocols are refused', async () => {
  for (const url of ['https://user@hooks.example', 'https://hooks.example:25', 'ftp://hooks.example'])
    await assert.rejects(check(url, [], '93.184.216.34'), { code: 'address_not_allowed' }, url);
});

test('a name that is not known says so', async () => {
  const nowhere = async () => Promise.reject(new Error('ENOTFOUND'));
  await assert.rejects(checkAddress(new URL('https://nowhere.example'), [], nowhere), {
    code: 'receiver_unreachable',
  });
});

test('IPv4 inside IPv6 is looked at by its inner address', () => {
  assert.deepEqual(innerAddress('::ffff:192.168.0.1'), { address: '192.168.0.1', family: 4 });
  assert.deepEqual(innerAddress('2002:c0a8:1::'), { address: '192.168.0.1', family: 4 });
  assert.deepEqual(innerAddress('2606:2800:220::1'), { address: '2606:2800:220::1', family: 6 });
});
