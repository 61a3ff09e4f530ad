#!/bin/bash
# First start of the server: one database and one user per app, none of whom can connect to another's.
set -euo pipefail

for app in gateway customer inventory sales quality; do
  password=$(cat "/run/secrets/database_password_$app")
  psql -v ON_ERROR_STOP=1 --no-psqlrc -U postgres -d postgres \
    -v name="sifang_$app" -v password="$password" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
psql -v ON_ERROR_STOP=1 --no-psqlrc -U postgres -d postgres \
  -c 'REVOKE CONNECT ON DATABASE postgres FROM PUBLIC' -c 'REVOKE CONNECT ON DATABASE template1 FROM PUBLIC'
