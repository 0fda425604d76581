/** Failures after which a job waits until somebody has signed in at NHSO, and then goes on. */
const codes: ReadonlySet<string> = new Set(['sso_notice', 'person_needed', 'otp_set_up_needed']);

export function waitsForPerson(code: string): boolean {
  return codes.has(code);
}
