import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mayChange, tablesRead } from './embedded-reading.js';

describe('which statements may change what is being read', () => {
  const tables = tablesRead(`select c.id from claim_current c where c.id in (
    select y.id from claim_error x join "claim_extra" y on y.id = x.id)`);

  test('a select names its tables, those of its conditions too', () => {
    assert.deepEqual([...tables].sort(), ['claim_current', 'claim_error', 'claim_extra']);
  });

  const changes = [
    'update claim_current set hn = $1',
    'insert into "claim_error" (code) values ($1)',
    'DELETE FROM Claim_Current WHERE id = $1',
    'copy claim_extra',
    'with old as (select id from claim_error) delete from claim_current where id in (select id from old)',
    'with gone as (delete from claim_error returning id) select id from gone',
    'alter table claim_current add column x text',
    'truncate claim_current',
    'insert into claim_sums select count(*) from claim_current',
  ];
  for (const statement of changes)
    test(`may change them: ${statement}`, () => assert.equal(mayChange(statement, tables), true));

  const others = [
    'select id from claim_current',
    ' \n select 1 from claim_error for update',
    'with few as (select id from claim_current) select count(*) from few',
    'update user_sessions set last_seen_at = $1',
    'insert into claim_current_notes (text) values ($1)',
    'begin isolation level read committed',
    'commit',
  ];
  for (const statement of others)
    test(`leaves them: ${statement}`, () => assert.equal(mayChange(statement, tables), false));
});
