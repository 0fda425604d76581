import assert from 'node:assert/strict';
import test from 'node:test';
import { readRepFileName } from './rep-file-name.js';

test('a REP name says hospital, type, scheme, day and sequence', () => {
  assert.deepEqual(readRepFileName('downloads/rep_eclaim_99999_IP_APPEAL_NHSO_25690105_201501885.ecd'), {
    filename: 'eclaim_99999_IP_APPEAL_NHSO_25690105_201501885.xls',
    hospitalCode: '99999',
    fileType: 'IP_APPEAL_NHSO',
    baseType: 'IP',
    appealKind: 'nhso',
    scheme: 'ucs',
    fileDate: '2026-01-05',
    sequence: '201501885',
  });
});

test('a browser’s copy number is no part of the name', () => {
  for (const name of [
    'eclaim_99999_OP_25690105_201501885 (1).xls',
    'eclaim_99999_OP_25690105_201501885 - Copy (2).xls',
  ]) {
    assert.equal(readRepFileName(name)?.filename, 'eclaim_99999_OP_25690105_201501885.xls');
  }
});

test('the type gives the scheme', () => {
  const scheme = (type: string) => readRepFileName(`eclaim_99999_${type}_25690105_201501885.xls`)?.scheme;
  assert.deepEqual(
    [
      'OP',
      'OPUCS',
      'ORF',
      'OPCS',
      'IPOFC',
      'OPLGO_APPEAL',
      'IPSSS',
      'OPNHS',
      'IPBKK',
      'OPBMT',
      'SRT',
      'PVT',
      'STP',
    ].map(scheme),
    ['ucs', 'ucs', 'ucs', 'ofc', 'ofc', 'lgo', 'sss', 'nhs', 'bkk', 'bmt', 'srt', 'pvt', 'stp'],
  );
});

test('what is no REP name, or has no such day, is not guessed', () => {
  for (const name of [
    'report.xls',
    'eclaim_99999_OP_25690231_201501885.xls',
    'eclaim_OP_25690105_1.xls',
    'STM_99999_IPUCS256811_01.xls',
  ]) {
    assert.equal(readRepFileName(name), null, name);
  }
});
