import type { WordGroup } from './word-group.js';

export const helpWords = {
  'help.title': { th: 'วิธีใช้', en: 'Help' },
  'help.sub': { th: 'คำศัพท์ รหัสปัญหา แป้นลัด', en: 'Words, problem codes, keyboard' },
  'help.morning': { th: 'ทุกเช้า', en: 'Every morning' },
  'help.morning_1': {
    th: 'เปิดภาพรวม ดูว่ามีไฟล์ใหม่และเรื่องที่ต้องมีคนดูหรือไม่',
    en: 'Open the overview: new files, and what needs a person',
  },
  'help.morning_2': {
    th: 'เดือนใดขาดหรือล้มเหลว เปิดหน้าดาวน์โหลดแล้วดาวน์โหลดเดือนนั้นอีกครั้ง',
    en: 'A month that is missing or failed: download it again on the downloads page',
  },
  'help.morning_3': {
    th: 'ไฟล์ใดมีแถวที่ปฏิเสธ เปิดไฟล์แล้วดูปัญหารายแถว',
    en: 'A file with refused rows: open it and read the problems by row',
  },
  'help.schedule': { th: 'ให้ดาวน์โหลดเองทุกวัน', en: 'Downloads by themselves' },
  'help.schedule_1': {
    th: 'ผู้ดูแลระบบเปิดได้ที่ตั้งค่า หน้าตั้งเวลาดาวน์โหลด เมื่อบัญชี สปสช. เคยเข้าใช้สำเร็จแล้ว ตั้งเวลา สิทธิ และจำนวนเดือนย้อนหลังของ REP STM SMT แยกกัน',
    en: 'An administrator switches them on in the settings, page Schedules, once the NHSO account has signed in: times, schemes and months back of REP, STM and SMT, each on its own',
  },
  'help.schedule_2': {
    th: 'แต่ละรอบถามรายการของทุกเดือนในช่วงใหม่ทั้งหมด แต่ดาวน์โหลดเฉพาะไฟล์ใหม่ ไฟล์ที่รายการเปลี่ยน และที่เคยล้มเหลว ชื่อเดิมที่เนื้อไฟล์เปลี่ยนเก็บไว้ทั้งสองฉบับ',
    en: 'Each run asks for the lists of all its months again, and fetches only what is new, what the list describes otherwise, and what failed before. The same name with other content is kept beside the old file',
  },
  'help.schedule_3': {
    th: 'เครื่องปิดไปกี่วันก็ทำรอบที่พลาดให้หนึ่งครั้งเมื่อเปิด และไม่เริ่มรอบใหม่ขณะที่รอบก่อนยังไม่จบ',
    en: 'However long the machine was off, what was missed is made up once, and no run starts before the one before it is over',
  },
  'help.session': { th: 'เมื่อ สปสช. ขอรหัส OTP หรือ ThaiD', en: 'When NHSO asks for a code or ThaiD' },
  'help.session_1': {
    th: 'งานดาวน์โหลดหยุดรอ และกระดิ่งแจ้ง ไฟล์ที่ได้มาแล้วยังอยู่ครบ',
    en: 'The download waits and the bell says so; files that came are kept',
  },
  'help.session_2': {
    th: 'เปิดหน้า "ลงชื่อเข้า สปสช." ใส่รหัส 6 หลักจากแอป Authenticator หรือกดใช้ ThaiD แล้วสแกนด้วยมือถือ',
    en: 'Open "Sign-in to NHSO" and type the 6 digits of the authenticator app, or press "Use ThaiD" and scan with the phone',
  },
  'help.session_3': {
    th: 'งานทำต่อเองทันทีจากส่วนที่เหลือ session อยู่ราว 25 นาที กด "คงการเข้าใช้ไว้" ถ้าต้องการให้ระบบต่ออายุให้',
    en: 'The job goes on at once with what is left. A session lasts about 25 minutes; "Keep it alive" lets the program prolong it',
  },
  'help.cases': { th: 'เรื่องติดตาม', en: 'Follow-up cases' },
  'help.cases_1': {
    th: 'เรื่องคืองานหนึ่งชิ้นของคนหนึ่งคน เปิดจากหน้าเคลม จากแถวที่เลือกในหน้าเคลมทั้งหมด จากหน้าเรื่องติดตาม จากไฟล์ CSV หรือระบบอื่นเปิดผ่าน API',
    en: 'A case is a piece of work for a person. It is opened on the page of a claim, for picked rows of the list of claims, on the page of cases, from a CSV, or by another system over the API',
  },
  'help.cases_2': {
    th: 'ตั้งสถานะ ความเร่งด่วน และผู้รับผิดชอบในหน้าเรื่อง ทุกการแก้ถูกจดไว้ว่าใครแก้อะไรเมื่อใด สองคนแก้พร้อมกัน คนหลังจะได้รับแจ้งก่อนทับ',
    en: 'Set status, priority and person on its page. Every change is written down: who, what, when. Where two change it at once, the later one is told before anything is overwritten',
  },
  'help.cases_3': {
    th: 'นำเข้า CSV ลองก่อนได้โดยไม่บันทึก เลขเรื่องที่มีอยู่แล้วคือการแก้ เลขว่างคือเรื่องใหม่ แถวที่ไม่รับบอกเลขแถวและเหตุ ไฟล์เดิมซ้ำไม่เปลี่ยนอะไร',
    en: 'A CSV can be tried first without saving. A number that is there changes that case, a blank one makes a new case. Refused rows are named with the reason; the same file twice changes nothing',
  },
  'help.cases_4': {
    th: 'อย่าใส่ชื่อหรือเลขประจำตัวผู้ป่วยในเรื่อง โทรศัพท์และอีเมลของผู้แจ้งไม่แสดงในหน้าเว็บ ส่งออกเฉพาะทาง API และไฟล์ที่จดผู้ส่งออกไว้',
    en: 'Leave names and numbers of patients out of cases. Telephone and e-mail of the reporter stand on no page; they go out over the API and in exports alone, which are recorded',
  },
  'help.quarantine': { th: 'เมื่อ สปสช. เปลี่ยนหัวคอลัมน์', en: 'When NHSO changes its headings' },
  'help.quarantine_1': {
    th: 'ไฟล์ถูกกักไว้ครบทั้งไฟล์ ยังไม่มีแถวใดเข้าระบบ และขึ้นการแจ้งเตือน',
    en: 'The file is quarantined whole, no row of it is stored, and an alert is raised',
  },
  'help.quarantine_2': {
    th: 'เปิดหน้าไฟล์ที่กักไว้ ช่องเดิมที่หาไม่พบมีข้อเสนอให้ เลือกว่าตอนนี้คือช่องใด หรือไม่ส่งแล้ว ช่องใหม่เก็บเป็นคอลัมน์เพิ่มเอง',
    en: 'Open the page of quarantined files. For each known heading that was not found choose which one it is now, or that it is not sent any more; new columns are kept by themselves',
  },
  'help.quarantine_3': {
    th: 'อนุมัติ ไฟล์ที่รอจะนำเข้าทันที และไฟล์ต่อไปที่หัวเหมือนกันเข้าเอง ยกเลิกได้ที่หน้าการเทียบที่อนุมัติแล้ว',
    en: 'Approve: what waits is imported at once, and so is every later file with the same headings. It can be revoked on the page of approved mappings',
  },
  'help.mappings_json': {
    th: 'รูปของไฟล์ JSON ที่ส่งให้โรงพยาบาลอื่น: position นับจาก 0 และไม่มีค่าเมื่อไม่ส่งแล้ว kept คือช่องที่เก็บเป็นคอลัมน์เพิ่ม',
    en: 'Shape of the JSON for another hospital: position counts from 0 and has no value for what is not sent any more; kept are the extra columns',
  },
  'help.export': { th: 'ส่งออกเคลมทั้งหมดที่เลือก', en: 'Take out all claims of a selection' },
  'help.export_1': {
    th: 'ที่หน้าเคลมทั้งหมด ตั้งตัวกรองก่อน แล้วกด ส่งออก: .csv เปิดใน Excel ไทยได้ถูกต้อง .xlsx ตัวเลขและวันที่เป็นชนิดจริง .json และ .ndjson สำหรับระบบอื่น ได้ทุกแถวเสมอ จำนวนแถวอยู่ในชื่อไฟล์ จะเอาเฉพาะบางแถว ให้เลือกด้วยช่องหน้าแถวหรือแป้น x แล้วส่งออกที่ท้ายตาราง',
    en: 'On the page of all claims set the filter first, then Export: .csv opens right in a Thai Excel, .xlsx has real numbers and days, .json and .ndjson are for other systems. All rows, always; their number stands in the name of the file. For some rows alone, pick them by the boxes before them or with x and export at the foot of the table',
  },
  'help.export_2': {
    th: 'รายการใหญ่ให้ระบบเขียนเป็นไฟล์เบื้องหลัง ดูความคืบหน้าและดาวน์โหลดได้ที่หน้า ไฟล์ส่งออก ไฟล์ถูกลบเองเมื่อครบกำหนด',
    en: 'A large selection is written in the background: the page of exported files shows how far it is and gives it out, and takes it away after its time',
  },
  'help.export_3': {
    th: 'ชื่อและเลขประจำตัวประชาชนไม่อยู่ในไฟล์ เว้นแต่ผู้มีสิทธิขอพร้อมเหตุผล ทุกครั้งที่ส่งออกถูกบันทึกว่าใคร เมื่อไร ตัวกรองใด กี่แถว ไฟล์ที่การส่งขาดกลางทางบันทึกว่าไม่ครบ',
    en: 'Names and citizen ids are not in it, unless somebody with the right to them asks with a reason. Every export is recorded: who, when, which filter, how many rows; one that broke off is recorded as incomplete',
  },
  'help.claim': { th: 'เคลมหนึ่งรายการเป็นอย่างไรมา', en: 'What happened to one claim' },
  'help.claim_1': {
    th: 'ที่หน้าเคลมทั้งหมด ค้นด้วย TRAN_ID, เลข REP, HN หรือ AN ทั้งตัว ผู้ที่ดูชื่อผู้ป่วยได้ค้นด้วยเลขประจำตัวประชาชนได้ด้วย การค้นเลขของผู้ป่วยถูกบันทึก',
    en: 'On the page of all claims search by whole TRAN_ID, REP no., HN or AN; who may see names also by citizen id. A search by a patient’s number is recorded',
  },
  'help.claim_2': {
    th: 'หน้าเคลมแสดงทุกฉบับ ไฟล์และแถวที่มา ฉบับใดนับยอดและเพราะอะไร และช่องที่เปลี่ยนจากฉบับก่อน แถวที่ไฟล์อุทธรณ์ยกมาอ้างไม่นับเป็นเงินใหม่',
    en: 'The page of a claim shows every version with its file and row, which one counts and why, and what changed since the one before. Rows that an appeal only repeats are no new money',
  },
  'help.claim_3': {
    th: 'ชื่อและเลขประจำตัวประชาชนถูกปิดบังจนกว่าจะกดแสดง ทุกครั้งที่เปิดเคลมหรือกดแสดง มีบันทึกว่าใครและเมื่อใด',
    en: 'Name and citizen id are masked until somebody asks; who opened a claim or revealed them, and when, is recorded',
  },
  'help.master_data': { th: 'รหัสข้อผิดพลาดและรายการอ้างอิง', en: 'Error codes and other reference lists' },
  'help.master_data_text': {
    th: 'ผู้ดูแลระบบค้นรหัส เขียนแนวทางของโรงพยาบาล ดาวน์โหลดและอัปโหลดรายการใหม่ได้ที่ตั้งค่า หน้ารายการอ้างอิง โปรแกรมรุ่นใหม่ไม่ทับสิ่งที่โรงพยาบาลอัปโหลดหรือเขียนเอง',
    en: 'On the settings page of reference lists an administrator searches codes, writes the hospital’s own notes, downloads a list and uploads a newer one. A newer version of the program never replaces what the hospital uploaded or wrote',
  },
  'help.alerts': { th: 'การแจ้งเตือนและการส่ง', en: 'Alerts and where they go' },
  'help.alerts_1': {
    th: 'เรื่องที่ต้องมีคนดูขึ้นที่กระดิ่งและหน้าการแจ้งเตือน ปิดเองเมื่อต้นเหตุหมดไป ปุ่ม "ดูแล้ว ปิด" คือมีคนรับรู้แล้ว',
    en: 'What needs a person is at the bell and on the page of alerts, and closes by itself when its cause is gone. "Seen, close" says that somebody has seen to it',
  },
  'help.alerts_2': {
    th: 'ผู้ดูแลตั้งให้ส่งทางอีเมล webhook และ LINE ได้ที่ ตั้งค่า › การแจ้งเตือน หลายเรื่องรวมเป็นข้อความเดียว เรื่องเดิมที่ยังเปิดอยู่ไม่ส่งซ้ำภายใน 24 ชั่วโมง และบอกเมื่อหมดเรื่อง',
    en: 'Administrators have them sent by mail, webhook and LINE in Settings › Alerts. Many matters are one message, an open one is not repeated within 24 hours, and its end is told',
  },
  'help.alerts_3': {
    th: 'ผู้รับ webhook ตรวจลายเซ็นจากเนื้อความดิบ: HMAC-SHA256 ของ webhook-id.webhook-timestamp.body ยอมให้เวลาต่างได้ 300 วินาที และทิ้งข้อความที่ webhook-id ซ้ำ',
    en: 'A webhook’s receiver checks the signature over the raw body, HMAC-SHA256 of webhook-id.webhook-timestamp.body, allows 300 seconds, and drops a webhook-id that it has seen',
  },
  'help.practice': { th: 'ลองกับข้อมูลฝึก', en: 'Try practice data' },
  'help.practice_text': {
    th: 'เปิดหน้าต่างคำสั่งในโฟลเดอร์ของโปรแกรมแล้วสั่งบรรทัดนี้ มีฐานข้อมูลและโฟลเดอร์ของตัวเอง ไม่แตะข้อมูลจริง',
    en: 'Run this line in the program’s folder. It has a database and folders of its own and never touches real data',
  },
  'help.words': { th: 'คำศัพท์', en: 'Words' },
  'help.problems': { th: 'รหัสปัญหา', en: 'Problem codes' },
  'help.problems_note': {
    th: 'เกิดอะไร · เก็บอะไรไว้ · ทำอะไรต่อ',
    en: 'what happened · what was kept · what to do',
  },
  'help.problems_file': { th: 'ไฟล์ที่อ่านไม่ได้หรือถูกกัก', en: 'Files that cannot be read or are quarantined' },
  'help.problems_sending': {
    th: 'การส่งการแจ้งเตือน (อีเมล webhook LINE)',
    en: 'Sending alerts (mail, webhook, LINE)',
  },
  'help.problems_import': { th: 'แถวและค่าในไฟล์', en: 'Rows and values of a file' },
  'help.problems_statement': { th: 'ใบแจ้งยอด (STM)', en: 'Statements (STM)' },
  'help.problems_portal': { th: 'เว็บ สปสช. และการดาวน์โหลด', en: 'NHSO’s sites and downloads' },
  'help.problems_connection': { th: 'เครือข่ายและ HTTP ถึง สปสช.', en: 'Network and HTTP on the way to NHSO' },
  'help.problems_job': { th: 'งานเบื้องหลัง', en: 'Background jobs' },
  'help.problems_account': { th: 'ผู้ใช้และการลงชื่อเข้าใช้', en: 'Users and sign-in' },
  'help.problems_setting': { th: 'การตั้งค่าและคำสั่ง', en: 'Settings and commands' },
  'help.problems_request': { th: 'หน้าเว็บและ API', en: 'Pages and API' },
  'help.problems_api': { th: 'ระบบอื่นที่เรียก API และคีย์', en: 'Other systems that call the API, and their keys' },
  'help.problems_database': { th: 'ฐานข้อมูลและการสำรอง', en: 'Database and backup' },
  'help.code': { th: 'รหัส', en: 'Code' },
  'help.happened': { th: 'เกิดอะไร', en: 'What happened' },
  'help.kept': { th: 'เก็บอะไรไว้', en: 'What was kept' },
  'help.todo': { th: 'ทำอะไรต่อ', en: 'What to do' },
  'help.figure_by': { th: 'แยกตาม (by): {by}', en: 'Split by (by): {by}' },
  'help.figures': { th: 'นิยามของตัวเลข', en: 'Definitions of the figures' },
  'term.rep': {
    th: 'เอกสารตอบกลับของ สปสช. ว่าเคลมใดผ่าน ไม่ผ่าน และชดเชยเท่าไร',
    en: 'NHSO’s answer: which claims passed, which were denied, and how much is reimbursed',
  },
  'term.stm': { th: 'ใบแจ้งยอดของ สปสช. ต่อจาก REP', en: 'NHSO’s statement, which follows the REP' },
  'term.smt': {
    th: 'รายการเงินที่ สปสช. โอนเข้าบัญชีโรงพยาบาล',
    en: 'Money that NHSO transferred to the hospital',
  },
  'term.tran_id': {
    th: 'เลขของเคลม ใช้ตามเคลมเดียวกันในหลายไฟล์',
    en: 'Number of a claim; follows it through several files',
  },
  'term.denied': { th: 'เคลมที่มีรหัสข้อผิดพลาด (ติด C)', en: 'A claim with an error code' },
  'term.version': {
    th: 'เคลมเดียวกันที่มาใหม่ในไฟล์หลัง ตัวเลขทุกหน้านับฉบับปัจจุบันเท่านั้น',
    en: 'The same claim in a later file; every figure counts the current version only',
  },
  'term.appeal': {
    th: 'ไฟล์อุทธรณ์ แก้ผลของเคลมเดิม',
    en: 'A file of appeals, which changes the result of earlier claims',
  },
  'term.fiscal_year': {
    th: '1 ตุลาคม ถึง 30 กันยายน ปีงบ 2569 เริ่ม 1 ต.ค. 2568',
    en: '1 October to 30 September; 2569 begins on 1 October 2025',
  },
  'term.control_totals': {
    th: 'จำนวนและเงินจากเว็บ สปสช. แผ่น Summary และแถวที่เก็บ ต้องเท่ากัน',
    en: 'Counts and money of the portal, the Summary sheet and the stored rows; they must be equal',
  },
  'term.quarantined': {
    th: 'ไฟล์ที่หัวคอลัมน์ไม่รู้จัก เก็บไว้แต่ยังไม่มีแถวใดเข้าระบบ',
    en: 'A file with unknown headings: kept, with no row stored',
  },
  'term.scheme': {
    th: 'สิทธิการรักษา เช่น UCS บัตรทอง OFC ข้าราชการ',
    en: 'Insurance scheme, e.g. UCS universal coverage, OFC government officers',
  },
  'term_name.rep': { th: 'REP', en: 'REP' },
  'term_name.stm': { th: 'STM', en: 'STM' },
  'term_name.smt': { th: 'SMT', en: 'SMT' },
  'term_name.tran_id': { th: 'TRAN_ID', en: 'TRAN_ID' },
  'term_name.denied': { th: 'ไม่ผ่าน', en: 'Denied' },
  'term_name.version': { th: 'ฉบับปัจจุบัน', en: 'Current version' },
  'term_name.appeal': { th: 'อุทธรณ์', en: 'Appeal' },
  'term_name.fiscal_year': { th: 'ปีงบประมาณ', en: 'Fiscal year' },
  'term_name.control_totals': { th: 'ยอดควบคุม', en: 'Control totals' },
  'term_name.quarantined': { th: 'กักไว้', en: 'Quarantined' },
  'term_name.scheme': { th: 'สิทธิ', en: 'Scheme' },
} as const satisfies WordGroup;
