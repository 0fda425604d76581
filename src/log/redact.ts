/** Fields whose values never reach a log, however deep they lie. Compared without case, `_` and `-`. */
const secretFields = [
  'password passwd pass pwd secret secretkey cookie cookies setcookie token accesstoken refreshtoken csrf csrftoken',
  'authorization proxyauthorization xapikey apikey credential credentials otp passwordhash tokenhash databaseurl',
  'name fname lname pname fullname firstname lastname patientname titlename hn an pid cid citizenid personid',
  'birthday birthdate address phone mobile email username eclaimusername',
].flatMap((line) => line.split(' '));
const hiddenFields = new Set(secretFields);

export const hiddenMark = '[hidden]';
const maxDepth = 8;

/** A copy of a log line's fields without secrets, names and ids of patients. Errors keep type, text, code and cause. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (depth >= maxDepth) return '[deep]';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if ('toJSON' in value && typeof value.toJSON === 'function') return redact(value.toJSON(), depth + 1);
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (value instanceof Map) return redact(Object.fromEntries(value), depth);
  if (value instanceof Set) return redact([...value], depth);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, isHidden(key) ? hiddenMark : redact(item, depth + 1)]),
  );
}

function isHidden(key: string): boolean {
  return hiddenFields.has(key.toLowerCase().replace(/[_-]/g, ''));
}

/** Citizen ids (13 digits, also grouped with blanks or dashes), passwords, tokens and keys written into a text. */
export function redactText(text: string): string {
  return text
    .replace(/(?<!\d)\d(?:[ -]?\d){12}(?!\d)/g, hiddenMark)
    .replace(
      /\b(pass(?:word|wd)?|pwd|token|api[_-]?key|secret|otp|cookie|authorization)(["']?\s*[=:]\s*["']?)[^\s&"',;]+/gi,
      `$1$2${hiddenMark}`,
    )
    .replace(/([?&](?:code|state|session_code)=)[^\s&"']+/gi, `$1${hiddenMark}`)
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${hiddenMark}`)
    .replace(/(\/\/[^\s/:@]+:)[^\s/@]+@/g, `$1${hiddenMark}@`)
    .replace(/(\/login\/link\/)[\w-]+/g, `$1${hiddenMark}`)
    .replace(/\b(ecr_[a-z0-9]{8}_|whsec_)[\w+/=-]{20,}/g, `$1${hiddenMark}`);
}

/** Own fields of errors (queries, parameters, answers of sites) are left out: they hold what must not be kept. */
function redactError(error: Error, depth: number): object {
  const code =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? error.code : null;
  return {
    type: error.name,
    message: redactText(error.message),
    ...(code !== null && { code }),
    ...(error.stack !== undefined && { stack: redactText(error.stack) }),
    ...(error.cause !== undefined && { cause: redact(error.cause, depth + 1) }),
  };
}
