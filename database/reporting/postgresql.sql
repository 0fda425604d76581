-- PostgreSQL: a user that reads the views of the schema "reporting" and nothing else. `eclaim-rep reporting` prints this
-- with its names filled in, or applies it. By hand, as superuser, in psql connected to the database of E-Claim REP:
--   psql --dbname=eclaim --set=ON_ERROR_STOP=1 --set=name=external_readonly --set=owner=eclaim --set=database=eclaim
--     --set=timeout=30s --set=connections=5
--   \prompt 'Password of the new user: ' password
--   \i database/reporting/postgresql.sql
-- Run again it renews limits and grants; the password stays. From where the user may come stands in pg_hba.conf.
select set_config('reporting.name', :'name', false) as reader, set_config('reporting.owner', :'owner', false) as owner,
  set_config('reporting.password', :'password', false) <> '' as password_given;
do $$
declare
  reader text := current_setting('reporting.name');
begin
  if reader in (current_setting('reporting.owner'), current_user)
    or exists (select from pg_roles where rolname = reader and (rolsuper or rolcreaterole or rolcreatedb or rolreplication)) then
    raise exception 'the role "%" does other work: choose another name for the reader', reader;
  end if;
  if not exists (select from pg_roles where rolname = reader) then
    execute format('create role %I login password %L', reader, current_setting('reporting.password'));
  end if;
  perform set_config('reporting.password', '', false);
end
$$;
alter role :"name" login nosuperuser nocreatedb nocreaterole noinherit noreplication connection limit :connections;
-- What follows holds for every session at its begin; a session may change it, which takes nothing away from the grants.
alter role :"name" set default_transaction_read_only = on;
alter role :"name" set statement_timeout = :'timeout';
alter role :"name" set idle_in_transaction_session_timeout = '60s';
-- A view of days is worked out in milliseconds; to compile it first would take a second.
alter role :"name" set jit = off;
alter role :"name" set search_path = reporting;
-- PostgreSQL lets everybody make temporary tables, and before version 15 also tables: from now on the owner alone.
grant usage, create on schema public to :"owner";
revoke create on schema public from public;
grant connect, create, temporary on database :"database" to :"owner";
revoke temporary on database :"database" from public;
grant connect on database :"database" to :"name";
grant usage on schema reporting to :"name";
revoke all on all tables in schema reporting from :"name";
grant select on reporting.kase to :"name";
grant select on reporting.contact to :"name";
grant select on reporting.kase_activity to :"name";
grant select on reporting.fact_case_daily to :"name";
grant select on reporting.fact_claim_daily to :"name";
grant select on reporting.fact_import_daily to :"name";
grant select on reporting.mv_case_summary to :"name";
grant select on reporting.dim_date to :"name";
