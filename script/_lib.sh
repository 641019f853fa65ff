# Shared by the scripts of this folder; sourced, not run. Bash is all it assumes.
# shellcheck shell=bash
# shellcheck disable=SC2034 # names for the scripts that source this file
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
PY=.venv/bin/python
# Compiled once, not by each of the many processes a run starts, whatever the machine is set to.
unset PYTHONDONTWRITEBYTECODE

say() { printf '%s\n' "$*"; }

# A heading with the seconds since the start of the command.
section() { printf '\n== %s  (%s s)\n' "$*" "$SECONDS"; }

fail() { printf '\nSTOPPED: %s\n' "$*" >&2; exit 1; }

# The text of a script's leading comment.
usage() { sed -n '2,/^[^#]/{/^#/s/^# \{0,1\}//p}' "$0"; }

# System packages: name -> what is missing without it.
declare -A LOST=(
  [python3]="nothing works: Python 3.11 or newer"
  [python3-venv]="nothing works: the virtual environment"
  [ca-certificates]="nothing can be fetched: certificates"
  [fontconfig]="PDFs: font look-up"
  [libpango-1.0-0]="PDFs: text layout"
  [libpangoft2-1.0-0]="PDFs: text layout"
  [libharfbuzz-subset0]="PDFs: fonts are cut to the glyphs in use"
  [fonts-noto-cjk]="PDFs: Chinese glyphs"
  [git]="tests about the repository"
  [postgresql]="tests on PostgreSQL and with Redis, and every test after them"
  [redis-server]="tests on PostgreSQL and with Redis, and every test after them"
  [chromium]="tests in a browser"
  [poppler-utils]="tests that read PDFs"
  [libreoffice-calc-nogui]="tests with spreadsheets LibreOffice has written"
)

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Install the system packages that are missing. Services that come with them are not started:
# the tests start their own.
need() {
  local package missing=() prefix=()
  for package in "$@"; do installed "$package" || missing+=("$package"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null; then lost "${missing[@]}"; return 0; fi
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { lost "${missing[@]}"; return 0; }
    prefix=(sudo)
  fi
  section "system packages: ${missing[*]}"
  if ! "${prefix[@]}" bash -s -- "${missing[@]}" <<'INSTALL'
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp); policy=/usr/sbin/policy-rc.d; made=
if [ ! -e $policy ]; then printf '#!/bin/sh\nexit 101\n' >$policy; chmod +x $policy; made=1; fi
trap '[ -z "$made" ] || rm -f $policy; rm -f "$log"' EXIT
apt="apt-get -qq -o DPkg::Lock::Timeout=600"
{ $apt update && $apt install -y --no-install-recommends "$@"; } >"$log" 2>&1 || { tail -15 "$log" >&2; exit 1; }
INSTALL
  then lost "${missing[@]}"; fi
}

# Say exactly what to install and what will be missing; stop only where nothing would work.
lost() {
  local package hopeless=
  printf '\nThese system packages are not there and could not be installed:\n' >&2
  for package in "$@"; do
    installed "$package" && continue
    printf '  %-20s without it: %s\n' "$package" "${LOST[$package]}" >&2
    case ${LOST[$package]} in nothing*) hopeless=1 ;; esac
  done
  printf 'Ask the administrator of this machine for:\n  sudo apt-get install --no-install-recommends %s\n\n' "$*" >&2
  [ -z "$hopeless" ] || usable_python || fail "no Python that can be used"
}

usable_python() { python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

digest() { cat "$@" | sha256sum | cut -c1-16; }

# Whether NAME last succeeded with these inputs:  fresh NAME "FILES"
# shellcheck disable=SC2086 # a list of files
fresh() { $PY -c '' 2>/dev/null && [ -e ".venv/stamps/$1" ] && [ "$(cat ".venv/stamps/$1")" = "$(digest $2)" ]; }

# Run a command unless its inputs are what they were the last time it succeeded:
#   once NAME "FILES" CONDITION-FILE COMMAND...
once() {
  local name=$1 inputs=$2 result=$3
  shift 3
  if [ -e "$result" ] && fresh "$name" "$inputs"; then return; fi
  "$@"
  mkdir -p .venv/stamps
  # shellcheck disable=SC2086 # a list of files
  digest $inputs >".venv/stamps/$name"
}
