/** The practice NHSO in a process of its own, so that its work is not measured with ours; what it wrote once it keeps. Started by download-month.ts. */
import { createPracticeServer } from '../practice/practice-server.js';
import type { FromPractice } from './month-messages.js';

const practice = await createPracticeServer({ today: '2026-01-20', keepsWorkbooks: true });
const { busyMonth } = practice.marks;
const files = practice.calendar.listing(busyMonth, 'ucs').length;
const answer: FromPractice = { url: practice.url, busyMonth, files };
process.send?.(answer);
process.once('disconnect', () => void practice.close());
