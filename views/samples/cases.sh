#!/bin/sh
set -eu
ask() { curl --silent --show-error --fail-with-body --header "X-API-Key: $ECLAIM_KEY" "$@"; echo; }

# Is it there, and is the key good?
ask "$ECLAIM_URL/helpline/api/health"

# Open a case. With an Idempotency-Key it may be sent again for a day: there is one case, and the same answer.
made=$(ask "$ECLAIM_URL/helpline/api/cases" --header 'Content-Type: application/json' \
  --header 'Idempotency-Key: his-7781' --data '{
    "title": "Denied: approve code differs", "description": "Check the approve code and resend.",
    "category": "denial", "priority": "high", "reporter_phone": "081-234-5678", "external_ref": "HIS-7781" }')
id=$(printf '%s' "$made" | sed 's/^{"id":\([0-9]*\),.*/\1/')

# Read it, change it (only what is sent changes), and find it by the number of the own system.
ask "$ECLAIM_URL/helpline/api/cases/$id"
ask "$ECLAIM_URL/helpline/api/cases/$id" --request PUT --header 'Content-Type: application/json' \
  --data '{ "status": "in_progress" }'
ask "$ECLAIM_URL/helpline/api/cases?external_ref=HIS-7781"

# What changed since an instant, the oldest change first.
ask "$ECLAIM_URL/helpline/api/cases?updated_since=2026-01-01T00:00:00Z&limit=100"

# Many cases as CSV; dry_run=true says what would happen and stores nothing.
printf 'case_number,title,category,priority\nEXT-1,Ask for the X-ray,document,medium\n' |
  ask "$ECLAIM_URL/helpline/api/cases/import?dry_run=true" --header 'Content-Type: text/csv' --data-binary @-

# Denied claims, and a figure.
ask "$ECLAIM_URL/api/v1/denials?scheme=ucs&limit=10"
ask "$ECLAIM_URL/api/v1/figures/denial-rate?fiscal_year=2569&by=scheme"
