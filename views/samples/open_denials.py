# Opens a follow-up case for each denied claim that has none. Python 3.8 or newer, nothing to install.
import json, os, time, urllib.error, urllib.request

URL, KEY = os.environ["ECLAIM_URL"], os.environ["ECLAIM_KEY"]


def ask(path, body=None, headers={}):
    data = None if body is None else json.dumps(body).encode()
    headers = {"X-API-Key": KEY, "Content-Type": "application/json", **headers}
    while True:
        try:
            with urllib.request.urlopen(urllib.request.Request(URL + path, data, headers)) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code not in (409, 429, 503) or "Retry-After" not in error.headers:
                raise SystemExit(f"{error.code} {error.read().decode()}")
            time.sleep(int(error.headers["Retry-After"]))


cursor = ""
while True:
    page = ask("/api/v1/denials?limit=100" + (f"&cursor={cursor}" if cursor else ""))
    for claim in page["data"]:
        if claim["cases"] or not claim["errors"]:
            continue
        first = claim["errors"][0]
        case = ask(
            "/api/v1/cases",
            {
                "title": f"Denied: {first['code']} {first['text'] or ''}".strip()[:200],
                "category": "denial",
                "priority": "high",
                "tran_id": claim["tran_id"],
            },
            # Repeated within a day, this opens no second case.
            {"Idempotency-Key": f"denial-{claim['hospital_code']}-{claim['tran_id']}-{first['code']}"},
        )
        print(case["case_number"], claim["tran_id"], claim["claimed"])
    if not page["has_more"]:
        break
    cursor = page["next_cursor"]
