-- The clock of this database, with a feed of its own. Once more changes nothing, should the first time have been cut off.
insert ignore into change_clock (id, feed) values (1, uuid());
