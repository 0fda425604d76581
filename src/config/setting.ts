/** Words for people in both languages. */
export interface Words {
  readonly th: string;
  readonly en: string;
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: Words };

/** One setting: how its text is read, what it is without one, and what is said about it. */
export interface Setting<T> {
  /** Reads the text of the environment, of `.env`, or of a settings page. Never gets an empty text. */
  readonly parse: (text: string) => Parsed<T>;
  readonly default: T;
  /** The default as it would stand in `.env`; empty where there is none. */
  readonly defaultText: string;
  /** A text that works, shown with an error. */
  readonly example: string;
  readonly help: Words;
  /** Never printed, logged or shown; may also come from a file named by `NAME_FILE`. */
  readonly secret: boolean;
  /** May be saved on a settings page (and then takes effect without a restart). */
  readonly savable: boolean;
  /** Accepted and checked, but nothing in this version uses it yet. */
  readonly later: boolean;
}

export type SettingGroup = Readonly<Record<string, Setting<unknown>>>;
export type ValueOf<S> = S extends Setting<infer T> ? T : never;

const hidden = Symbol('secret');

/** A secret that can travel through objects: JSON, template strings and logs show dots, only `reveal()` shows it. */
export interface Secret {
  reveal(): string;
  toString(): string;
  toJSON(): string;
  readonly [hidden]: true;
}

export function secretOf(value: string): Secret {
  const dots = () => '•••';
  return { reveal: () => value, toString: dots, toJSON: dots, [hidden]: true };
}

export function isSecret(value: unknown): value is Secret {
  return typeof value === 'object' && value !== null && hidden in value;
}
