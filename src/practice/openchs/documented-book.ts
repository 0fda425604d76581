/** A case at the practice OpenCHS of the documented profile. */
export interface DocumentedCase {
  readonly id: number;
  readonly caseNumber: string;
  readonly fields: Readonly<Record<string, string | null>>;
  readonly idempotencyKey: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface DocumentedBook {
  readonly all: () => readonly DocumentedCase[];
  find(id: string): DocumentedCase | null;
  byKey(idempotencyKey: string): DocumentedCase | null;
  create(fields: DocumentedCase['fields'], idempotencyKey: string | null): DocumentedCase;
  /** A case that was there before. */
  createAt(at: number, fields: DocumentedCase['fields']): DocumentedCase;
  /** What a person there does, or a PUT: only the fields given change. */
  change(id: number, fields: DocumentedCase['fields']): DocumentedCase | null;
  remove(id: number): void;
  clear(): void;
}

export function createDocumentedBook(now: () => number): DocumentedBook {
  let cases = new Map<number, DocumentedCase>();
  let last = 4100;
  function make(at: number, fields: DocumentedCase['fields'], idempotencyKey: string | null): DocumentedCase {
    last++;
    const made: DocumentedCase = {
      id: last,
      caseNumber: `HL-${last}`,
      fields: { status: 'open', ...fields },
      idempotencyKey,
      createdAt: at,
      updatedAt: at,
    };
    cases.set(last, made);
    return made;
  }
  return {
    all: () => [...cases.values()],
    find: (id) => cases.get(Number(id)) ?? null,
    byKey: (key) => [...cases.values()].find(({ idempotencyKey }) => idempotencyKey === key) ?? null,
    create: (fields, idempotencyKey) => make(now(), fields, idempotencyKey),
    createAt: (at, fields) => make(at, fields, null),
    change(id, fields) {
      const known = cases.get(id);
      if (known === undefined) return null;
      const changed = { ...known, fields: { ...known.fields, ...fields }, updatedAt: now() };
      cases.set(id, changed);
      return changed;
    },
    remove: (id) => void cases.delete(id),
    clear() {
      cases = new Map();
      last = 4100;
    },
  };
}
