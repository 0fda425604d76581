import assert from 'node:assert/strict';
import test from 'node:test';
import { claimFacts, errorCodesOf, isDeniedBy, rowRoleOf } from './claim.js';

const row = (values: Record<string, string | number | null>) => (name: string) => values[name] ?? null;

test('a UCS claim: claimed is the net claim, reimbursed is NHSO and agency together', () => {
  const facts = claimFacts(
    'ucs',
    { baseType: 'IP' },
    row({
      claim_net: '1000.00',
      reimb_nhso: '800.25',
      reimb_agency: '10.00',
      dateadm: '2025-10-01 00:05:00',
      error_code: null,
    }),
  );
  assert.deepEqual(
    { ...facts },
    {
      kind: 'IP',
      serviceDay: '2025-10-01',
      fiscalYear: 2569,
      serviceMonth: '2025-10',
      errorCodes: [],
      isDenied: false,
      claimed: '1000.00',
      reimbursed: '810.25',
      loss: '189.75',
      reimbursedByNhso: '800.25',
    },
  );
});

test('an ORF claim: both net amounts are reimbursed, and the kind is ORF whatever the name says', () => {
  const facts = claimFacts(
    'orf',
    { baseType: 'OP' },
    row({
      claim_amt: '500.00',
      reimb_total: null,
      cr_total: '120.50',
      service_date: '2025-09-30 08:00:00',
      error_code: '305',
    }),
  );
  assert.equal(facts.kind, 'ORF');
  assert.equal(facts.reimbursed, '120.50');
  assert.equal(facts.reimbursedByNhso, '120.50');
  assert.equal(facts.fiscalYear, 2568);
  assert.equal(facts.isDenied, true);
});

test('a missing amount stays missing and is not zero', () => {
  const facts = claimFacts('ucs', { baseType: 'OP' }, row({ claim_net: '10.00' }));
  assert.equal(facts.reimbursed, null);
  assert.equal(facts.loss, null);
  assert.equal(facts.serviceDay, null);
  assert.equal(facts.fiscalYear, null);
});

test('where the file type is not known the patient type decides', () => {
  assert.equal(claimFacts('ucs', { baseType: '' }, row({ ptype: 'ip' })).kind, 'IP');
  assert.equal(claimFacts('ucs', { baseType: '' }, row({})).kind, '');
});

test('error codes are split at everything but the hyphen inside them', () => {
  assert.deepEqual(errorCodesOf('256-1, 305;C12\n305'), ['256-1', '305', 'C12']);
  assert.deepEqual(errorCodesOf('c312 C312 ap1-b'), ['C312', 'AP1-B'], 'as the list of NHSO writes them');
  for (const empty of [null, '', '-', '0', ' - ']) assert.deepEqual(errorCodesOf(empty), []);
});

test('a dash, a zero and blanks are no denial', () => {
  for (const passed of [null, '', ' ', '-', ' 0 ']) assert.equal(isDeniedBy(passed), false);
  assert.equal(isDeniedBy('305'), true);
});

test('an old row of an appeal is known by its REP no., and by its code only where there is no Summary', () => {
  const appeal = { appealKind: 'appeal' } as const;
  const old = { repNo: '690100001', errorCodes: ['AP1'] };
  const renewed = { repNo: '690200001', errorCodes: ['305'] };
  const summary = new Set(['690200001']);
  assert.equal(rowRoleOf(appeal, old, summary), 'reference');
  assert.equal(rowRoleOf(appeal, { ...old, errorCodes: [] }, summary), 'reference');
  assert.equal(rowRoleOf(appeal, renewed, summary), 'reported');
  assert.equal(rowRoleOf(appeal, old, new Set()), 'reference');
  assert.equal(rowRoleOf(appeal, renewed, new Set()), 'reported');
  assert.equal(rowRoleOf({ appealKind: '' }, old, summary), 'reported');
});
