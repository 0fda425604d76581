#!/bin/sh
set -eu
cookies=$(mktemp)
trap 'rm -f "$cookies"' EXIT
post() { curl --silent --show-error --fail-with-body --header 'Content-Type: application/json' "$@"; echo; }

# The answer is the same whether or not somebody has this address.
post "$ECLAIM_URL/helpline/api/sendOTP" --data "{ \"addr_addr\": \"$ECLAIM_EMAIL\", \"addr_type\": \"email\" }"
printf 'Six digits of the mail: '
read -r otp
post "$ECLAIM_URL/helpline/api/verifyOTP" --cookie-jar "$cookies" \
  --data "{ \"addr_addr\": \"$ECLAIM_EMAIL\", \"otp\": \"$otp\" }"

curl --silent --show-error --fail-with-body --cookie "$cookies" "$ECLAIM_URL/helpline/api/cases?limit=5"
echo

# Who calls by cookie and changes something says where it comes from: an Origin, or this Referer.
post "$ECLAIM_URL/helpline/api/logout" --request POST --cookie "$cookies" --referer "$ECLAIM_URL/"
