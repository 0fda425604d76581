/** A complaint as the gateway keeps it; what it drops is not here. */
export interface GatewayCase {
  readonly id: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly status: 'Ongoing' | 'Closed';
}

export interface GatewayBook {
  readonly all: () => readonly GatewayCase[];
  create(fields: GatewayCase['fields']): GatewayCase;
  find(id: number): GatewayCase | null;
  /** What a person there does. */
  close(id: number): void;
  /** A code is asked for; it comes by mail to whom it concerns. */
  askCode(email: string): string;
  /** Takes a code once; null = nothing was asked for. */
  takeCode(email: string, code: string): boolean | null;
  clear(): void;
}

export function createGatewayBook(): GatewayBook {
  let cases = new Map<number, GatewayCase>();
  const codes = new Map<string, string>();
  let last = 300;
  return {
    all: () => [...cases.values()],
    create(fields) {
      last++;
      const made: GatewayCase = { id: last, fields, status: 'Ongoing' };
      cases.set(last, made);
      return made;
    },
    find: (id) => cases.get(id) ?? null,
    close(id) {
      const known = cases.get(id);
      if (known) cases.set(id, { ...known, status: 'Closed' });
    },
    askCode(email) {
      codes.set(email, '246810');
      return '246810';
    },
    takeCode(email, code) {
      const known = codes.get(email);
      if (known === undefined) return null;
      if (known !== code) return false;
      codes.delete(email);
      return true;
    },
    clear() {
      cases = new Map();
      last = 300;
      codes.clear();
    },
  };
}
