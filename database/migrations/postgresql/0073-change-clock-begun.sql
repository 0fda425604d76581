-- The clock of this database, with a feed of its own.
insert into change_clock (id, feed) values (1, gen_random_uuid()::text);
