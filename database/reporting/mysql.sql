-- MySQL 8: a user that reads the views and nothing else. `eclaim-rep reporting --host HOST` fills in the names and prints
-- this, or applies it; to be run as an administrator of the server. Run again it renews limits and grants; the password
-- stays. A session may change its own time limit, which takes nothing away from the grants.
create user if not exists :'name'@:'host' identified by :'password';
alter user :'name'@:'host' require :tls with max_user_connections :connections;
revoke all privileges, grant option from :'name'@:'host';
grant select on :"database".kase to :'name'@:'host';
grant select on :"database".contact to :'name'@:'host';
grant select on :"database".kase_activity to :'name'@:'host';
grant select on :"database".fact_case_daily to :'name'@:'host';
grant select on :"database".fact_claim_daily to :'name'@:'host';
grant select on :"database".fact_import_daily to :'name'@:'host';
grant select on :"database".mv_case_summary to :'name'@:'host';
grant select on :"database".dim_date to :'name'@:'host';
-- MySQL has no time limit of a user: each session of it is given one at its begin. What the site has there already stays.
set @limit = concat('set session max_execution_time = if(current_user() like ''', :'name', '@%'', 1000 * :seconds, cast(@@global.max_execution_time as signed)) /* ', :'name', ' */');
-- A session whose first words the server does not take is refused, and that of everybody else: here they are tried before.
prepare limit_of_reader from @limit;
execute limit_of_reader;
deallocate prepare limit_of_reader;
set @others = regexp_replace(@@global.init_connect, concat('set session max_execution_time = [^;]* /[*] ', :'name', ' [*]/'), '');
set @others = trim(both '; ' from replace(@others, '; ; ', '; '));
set persist init_connect = concat(@others, if(@others = '', '', '; '), @limit);
