#!/bin/bash
# First start of the server: per app a database, its owner, who migrates it, and the app's user, who can
# read and write the tables but change none of them. Nobody can connect to another app's database.
set -euo pipefail
export SECRETS=${SECRETS:-/run/secrets}

for app in gateway customer inventory sales quality; do
  export app
  # psql reads the passwords itself: as its arguments they would stand in the process list
  psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet -U postgres -d postgres -v name="sifang_$app" -v owner="sifang_${app}_owner" <<'SQL'
\set password `cat "$SECRETS/database_password_$app"`
\set owner_password `cat "$SECRETS/owner_password_$app"`
CREATE ROLE :"owner" LOGIN PASSWORD :'owner_password';
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"owner";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"name" TO :"name";
\connect :"name"
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT CREATE ON SCHEMA public TO :"owner";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"name";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" GRANT USAGE ON SEQUENCES TO :"name";
SQL
done
psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet -U postgres -d postgres \
  -c 'REVOKE CONNECT ON DATABASE postgres FROM PUBLIC' -c 'REVOKE CONNECT ON DATABASE template1 FROM PUBLIC'
