import type { Request, Response } from 'express';
import type { z } from 'zod';
import { caseCategories, caseFieldNames, casePriorities, caseStatuses } from '../../domain/case.js';
import { CaseFault } from '../../domain/case-fault.js';
import { listUsers } from '../../store/users.js';
import { caseCategoryText } from '../case-badges.js';
import { caseFaultText } from '../case-fault-text.js';
import { type FieldMessage, formFields, formMessages } from '../form.js';
import type { Option, PageContext } from '../page-context.js';
import type { Parts } from '../parts.js';

type FieldName = (typeof caseFieldNames)[number];
export type TypedCase = Readonly<Record<FieldName, string>>;

/** The fields of a form of cases: what was typed, and what may be chosen. */
export interface CaseFormView {
  readonly values: TypedCase;
  readonly statuses: readonly Option[];
  readonly priorities: readonly Option[];
  readonly people: readonly Option[];
  /** Usual words, offered while one types. */
  readonly categories: readonly { readonly value: string; readonly text: string }[];
}

export const typedCase = (req: Request): TypedCase => formFields(req, caseFieldNames);

export async function caseForm(parts: Parts, values: TypedCase, { t }: PageContext): Promise<CaseFormView> {
  const option = (chosen: string) => (value: string, text: string) => ({
    value,
    text,
    selected: value === chosen,
  });
  const status = option(values.status);
  const priority = option(values.priority);
  const person = option(values.assigned_to);
  const names = (await listUsers(parts.db))
    .filter(({ isActive }) => isActive)
    .map(({ username }) => username);
  const kept = values.assigned_to;
  const people = kept === '' || names.includes(kept) ? names : [...names, kept];
  return {
    values,
    statuses: caseStatuses.map((word) => status(word, t(`cases.status_${word}`))),
    priorities: casePriorities.map((word) => priority(word, t(`cases.priority_${word}`))),
    people: [person('', t('cases.nobody')), ...people.map((name) => person(name, name))],
    categories: caseCategories.map((value) => ({ value, text: caseCategoryText(value, t) })),
  };
}

/** What a form sent, as the API would: a field that is empty is null, one that the form did not have is absent. */
export function formInput(req: Request, names: readonly FieldName[]): Record<string, string | null> {
  const body: unknown = req.body;
  const has = (name: string) => typeof body === 'object' && body !== null && name in body;
  const typed = typedCase(req);
  return Object.fromEntries(
    names.filter(has).map((name) => {
      const text = name === 'description' ? typed[name].replaceAll('\r\n', '\n') : typed[name].trim();
      return [name, text.trim() === '' ? null : text];
    }),
  );
}

/** Wrong fields in the reader's words; anything that is not foreseen is thrown on. */
export function caseMessages(res: Response, error: unknown, { t }: PageContext): FieldMessage[] {
  if (!(error instanceof CaseFault)) return formMessages(res, error);
  res.status(422);
  return error.faults.map(({ field, detail }) => ({
    field,
    text: `${t(`cases.field_${field}`)}: ${caseFaultText(detail, t)}`,
  }));
}

/** Throws CaseFault with every field that the schema refuses. */
export function readForm<Schema extends z.ZodType>(schema: Schema, input: object): z.output<Schema> {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  throw new CaseFault(
    read.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), detail: message })),
  );
}
