import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** A schema that says by itself what is wrong has other words than these. */
const isUnsaid = ({ message }: Issue): boolean => /^(Invalid|Too (big|small))\b/.test(message);

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a JSON object',
};

function limitText(issue: Issue & { readonly code: 'too_big' | 'too_small' }): string {
  const isMost = issue.code === 'too_big';
  const bound = isMost ? issue.maximum : issue.minimum;
  const ends =
    issue.inclusive === false ? (isMost ? 'less than' : 'more than') : isMost ? 'at most' : 'at least';
  if (!isMost && issue.origin === 'string' && Number(bound) === 1) return 'must not be empty';
  if (issue.origin === 'string') return `must have ${ends} ${bound} characters`;
  return issue.origin === 'array'
    ? `must have ${ends} ${bound} ${Number(bound) === 1 ? 'entry' : 'entries'}`
    : `must be ${ends} ${bound}`;
}

/** Who sends nothing, or a parameter twice, is told that. */
function kindText({ expected, message }: Issue & { readonly code: 'invalid_type' }): string {
  if (message.endsWith('received undefined')) return 'is required';
  const wanted = `must be ${kinds[expected] ?? expected}`;
  return expected === 'string' && message.endsWith('received array') ? `${wanted}, given once` : wanted;
}

/** What is wrong with a value that a schema refuses, and what would be right, for whoever wrote the client. */
export function issueText(issue: Issue): string {
  if (!isUnsaid(issue)) return issue.message;
  switch (issue.code) {
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'invalid_type':
      return kindText(issue);
    case 'too_big':
    case 'too_small':
      return limitText(issue);
    case 'invalid_format':
      if (issue.format === 'email') return 'is no e-mail address';
      return issue.format === 'date' ? 'must be a day such as 2026-02-03' : issue.message;
    default:
      return issue.message;
  }
}
