/** Text that may stand in an HTML page or attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The frame of every page of the old portal. */
export function portalPage(title: string, body: string): string {
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title>${escapeHtml(title)}</title>
</head>
<body>
${body}
</body>
</html>
`;
}

/** Page of a portal fault, also shown for an ended session. */
export const errorPage = portalPage(
  'Error Page',
  '<form name="frmErr" method="post" action=""><h3>Error Page</h3>ระบบไม่สามารถดำเนินการได้ในขณะนี้</form>',
);

export const noRightPage = portalPage('e-Claim', '<div class="msg">คุณไม่มีสิทธิ์ใช้งานในส่วนนี้</div>');
