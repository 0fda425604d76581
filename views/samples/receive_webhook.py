# Receives webhooks: checks the signature, answers at once, prints what came. Python 3.8 or newer, nothing to install.
import base64, hashlib, hmac, json, os, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = base64.b64decode(os.environ["ECLAIM_WEBHOOK_SECRET"][len("whsec_"):])
seen = set()  # A message may come more than once. Keep its id where you keep what it told.


def is_ours(headers, body):
    message, sent = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not sent.isdigit() or abs(time.time() - int(sent)) > 300:
        return False
    wanted = hmac.new(KEY, f"{message}.{sent}.".encode() + body, hashlib.sha256).digest()
    fits = "v1," + base64.b64encode(wanted).decode()
    # After a change of secrets there are two signatures.
    return any(hmac.compare_digest(fits, one) for one in headers.get("webhook-signature", "").split(" "))


class Hooks(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        ours = is_ours(self.headers, body)
        self.send_response(204 if ours else 401)
        self.end_headers()
        if ours and self.headers["webhook-id"] not in seen:
            seen.add(self.headers["webhook-id"])
            event = json.loads(body)
            print(event["type"], json.dumps(event["data"]), flush=True)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Hooks)
print(f"http://127.0.0.1:{server.server_port}/hooks", flush=True)
server.serve_forever()
