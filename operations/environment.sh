#!/bin/sh
# Makes .venv from the hashed lock files: `environment.sh base` to run the system, `environment.sh dev` to work on it.
set -eu
level=$1
venv=.venv

refuse() { echo "sifang: $*" >&2; exit 1; }
recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
  for candidate in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 && recent "$candidate"; then echo "$candidate"; return; fi
  done
}

if [ ! -x $venv/bin/python ]; then
  python=$(find_python)
  [ -n "$python" ] || refuse "Python 3.11 or newer was not found. Install it, or name it: make PYTHON=/path/to/python3.12"
  "$python" -c 'import ensurepip, venv' 2>/dev/null ||
    refuse "Python's venv module is missing. Install it (Debian, Ubuntu: apt-get install python3-venv) and run this again."
  echo "sifang: making $venv with $("$python" --version)"
  "$python" -m venv $venv
fi
recent $venv/bin/python || refuse "$venv holds a Python older than 3.11. Remove it (rm -r $venv) and run this again."

echo "sifang: installing requirements/$level.txt (once, about a minute)"
$venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$level.txt ||
  refuse "packages could not be installed (see above). Check the network or pip's configuration and run this again."
touch $venv/base.stamp
[ "$level" = base ] || touch $venv/dev.stamp
