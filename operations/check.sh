#!/bin/sh
# Everything that can be said of the code without running a test; names each step that fails, ends with 1 if any did.
bin=.venv/bin
failed=
step() {
  name=$1; shift
  if output=$("$@" 2>&1); then echo "ok    $name"; else echo "FAIL  $name"; echo "$output"; failed=1; fi
}
step "format (make format repairs it)" $bin/ruff format --check --quiet .
step "lint" $bin/ruff check --quiet .
step "types" $bin/mypy
step "import contracts" $bin/lint-imports
step "contracts and docs in step with the code (make contracts)" $bin/python -m operations contracts --check
[ -z "$failed" ]
