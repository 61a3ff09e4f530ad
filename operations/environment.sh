#!/bin/sh
# Makes .venv from the hashed lock files: `environment.sh base` to run the system, `environment.sh dev` to work on it.
set -eu
level=$1
venv=.venv

refuse() { echo "sifang: $*" >&2; exit 1; }
recent() { command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
makes_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# The system's own Python first: it is an optimised build, which one built by pyenv's defaults is not
# (a quarter more processor time for the same work). Without its venv module, any other that has one.
find_python() {
  [ -z "${PYTHON:-}" ] || { if recent "$PYTHON"; then echo "$PYTHON"; fi; return; }
  found=
  for candidate in /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11; do
    recent "$candidate" || continue
    if makes_venv "$candidate"; then echo "$candidate"; return; fi
    found=${found:-$candidate}
  done
  echo "$found"
}

if [ ! -x $venv/bin/python ]; then
  python=$(find_python)
  [ -n "$python" ] || refuse "Python 3.11 or newer was not found. Install it, or name it: make PYTHON=/path/to/python3.12"
  makes_venv "$python" ||
    refuse "Python's venv module is missing. Install it (Debian, Ubuntu: apt-get install python3-venv) and run this again."
  echo "sifang: making $venv with $("$python" --version) ($(command -v "$python"))"
  "$python" -m venv $venv
fi
recent "$venv/bin/python" || refuse "$venv holds a Python older than 3.11. Remove it (rm -r $venv) and run this again."

echo "sifang: installing requirements/$level.txt (once, about a minute)"
$venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$level.txt ||
  refuse "packages could not be installed (see above). Check the network or pip's configuration and run this again."
touch $venv/base.stamp
[ "$level" = base ] || touch $venv/dev.stamp
