import { AppError } from '../../domain/errors.js';
import { writeAudit } from '../../store/audit-log.js';
import { addClaimNote, takeNoteBack } from '../../store/claim-notes.js';
import { actorOf, formFields, formMessages } from '../form.js';
import { userOf } from '../reader.js';
import type { Route } from '../route.js';
import { claimOf, showClaim } from './claim.js';
import { claimAddress } from './claim-view.js';

const longest = 4000;
/** A citizen id has thirteen digits; a note is read by more people than may see it. */
const mayBePerson = /\d{13}|\d-\d{4}-\d{5}-\d{2}-\d/;

/** Writes a note about the claim. What it says stands in no audit line. */
export const claimNoteForm: Route = {
  method: 'post',
  path: '/claims/:tran_id/notes',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const claim = await claimOf(parts, req);
    const note = formFields(req, ['note']).note.trim();
    if (note === '' || note.length > longest || mayBePerson.test(note)) {
      const errors = formMessages(res, new AppError('claim_note_due'));
      return await showClaim(parts, res, claim, { shown: false, reason: '', errors, note });
    }
    const user = userOf(res);
    const at = parts.now();
    await parts.db.transaction(async (tx) => {
      const author = { authorId: user.id, authorName: user.fullName ?? user.username };
      const id = await addClaimNote(tx, claim, { ...author, note, at });
      const details = { note: id, did: 'written' };
      const subject = `claim ${claim.tranId}`;
      await writeAudit(tx, { ...actorOf(req, res), at, action: 'change', subject, outcome: 'done', details });
    });
    res.redirect(303, `${addressOf(req.baseUrl, claim)}#notes`);
  },
};

/** Takes one's own note back. */
export const claimNoteTakenBack: Route = {
  method: 'post',
  path: '/claims/:tran_id/notes/:id/delete',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const claim = await claimOf(parts, req);
    const id = Number(req.params.id);
    const at = parts.now();
    await parts.db.transaction(async (tx) => {
      const known = Number.isSafeInteger(id);
      if (!known || !(await takeNoteBack(tx, claim, { id, authorId: userOf(res).id, at })))
        throw new AppError('not_found');
      const details = { note: id, did: 'taken back' };
      const subject = `claim ${claim.tranId}`;
      await writeAudit(tx, { ...actorOf(req, res), at, action: 'change', subject, outcome: 'done', details });
    });
    res.redirect(303, `${addressOf(req.baseUrl, claim)}#notes`);
  },
};

function addressOf(
  baseUrl: string,
  claim: {
    readonly tranId: string;
    readonly hospitalCode: string;
    readonly otherHospitals: readonly string[];
  },
): string {
  return claimAddress(baseUrl, claim.tranId, claim.otherHospitals.length === 0 ? null : claim.hospitalCode);
}
