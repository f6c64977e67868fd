#!/usr/bin/env bash
# The served OpenAPI document against the server: no 5xx, no answer that the document does not
# describe. Takes the command that runs `mockfluence`, and the one that runs `schemathesis`.
set -euo pipefail
cd "$(dirname "$0")"
mockfluence=$1 schemathesis=$2
scratch=$(mktemp -d)
mkfifo "$scratch/stdin"
"$mockfluence" serve --exit-with-parent < "$scratch/stdin" > "$scratch/ready" &
exec 9> "$scratch/stdin"
trap 'exec 9>&-; wait; rm -r "$scratch"' EXIT
for _ in $(seq 100); do
    [ -s "$scratch/ready" ] && break
    sleep 0.1
done
field() { sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/" "$scratch/ready"; }
control=$(field controlUrl) token=$(field controlToken)
cat > "$scratch/app.json" <<'APP'
{ "key": "my-app", "baseUrl": "http://localhost:1", "authentication": { "type": "jwt" },
  "lifecycle": { "installed": "/installed", "enabled": "/enabled" }, "scopes": ["READ"] }
APP
"$mockfluence" install "$scratch/app.json" --without-backend --control "$control" --control-token "$token"
# A fault or a hold delays what follows, as it should: they come last, on their own.
check() {
    "$schemathesis" --config-file schemathesis.toml run "$control/openapi.json" --seed 1 --header "Authorization: Bearer $token" \
        --max-examples "${EXAMPLES:-25}" --phases examples,coverage,fuzzing "$@" --checks \
        not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance
}
check --exclude-operation-id injectFault --exclude-operation-id hold
check --include-operation-id injectFault --include-operation-id hold
