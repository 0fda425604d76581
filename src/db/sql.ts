/** The only way to write SQL: a tagged template; a plain string does not compile. Used in store/, figures/ and db/. */
export { default as sql, empty, join, raw, Sql } from 'sql-template-tag';
