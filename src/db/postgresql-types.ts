import { checkedValue, decimalText, instantFromText, instantText, wholeNumber } from './values.js';

type Parser = (text: string) => unknown;
const asText: Parser = (text) => text;
const asNumber: Parser = (text) => Number(text);

/** Readers of the text form of a value by the number of its type (pg_type.oid); a type that is not named stays text. */
const parsers: Readonly<Record<number, Parser>> = {
  16: (text) => text === 't', // boolean
  17: (text) => Uint8Array.from(Buffer.from(text.slice(2), 'hex')), // bytea
  20: wholeNumber, // bigint
  21: asNumber, // smallint
  23: asNumber, // integer
  26: asNumber, // oid
  114: asText, // json
  700: asNumber, // real
  701: asNumber, // double precision
  1082: asText, // date
  1114: asText, // timestamp: wall clock
  1184: instantFromText, // timestamptz
  1700: decimalText, // numeric
  3802: asText, // jsonb
};

export function postgresqlParser(type: number): Parser {
  return parsers[type] ?? asText;
}

/** For the embedded database, which knows parsers of its own for these types and more. */
export const postgresqlParsers: Readonly<Record<number, Parser>> = {
  ...parsers,
  1043: asText,
  25: asText,
};

/** A value of the contract as both drivers of this dialect send it: text, boolean, bytes or NULL. */
export function postgresqlValue(given: unknown): string | boolean | Buffer | null {
  const value = checkedValue(given);
  if (value instanceof Date) return `${instantText(value)}Z`;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return typeof value === 'number' ? String(value) : value;
}

// A session reads and answers instants in UTC, and never waits for a lock without end. No statement is compiled: for questions of
// pages that took ten times as long as answering them (240 of 260 ms for a list that is walked in 15 sides).
export const postgresqlSession =
  "set jit to off; set timezone to 'UTC'; set datestyle to 'ISO, YMD'; set lock_timeout to '120s'; set default_transaction_isolation to 'read committed'";
