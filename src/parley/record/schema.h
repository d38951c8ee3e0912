// The tables of a record file, version by version. docs/formats/record.md explains each column.
#pragma once

#include <cstdint>

namespace parley::record {

inline constexpr std::int32_t kApplicationId = 0x50524C59;  // "PRLY", in the file's header
inline constexpr std::int32_t kSchemaVersion = 1;           // never lowered, never reused

inline constexpr const char* kSchema = R"sql(
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE articles (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,
  input TEXT NOT NULL,
  url TEXT,
  outlet TEXT,
  title TEXT,
  authors TEXT NOT NULL,
  language TEXT NOT NULL,
  published TEXT,
  published_precision TEXT,
  published_basis TEXT NOT NULL,
  issues TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE TABLE blocks (
  article INTEGER NOT NULL REFERENCES articles(number),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (article, start, "end")
) STRICT, WITHOUT ROWID;
CREATE TABLE sentences (
  number INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(number),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX sentences_by_article ON sentences(article);
CREATE VIRTUAL TABLE sentence_words USING fts5(
  words,
  content='',
  tokenize='unicode61 remove_diacritics 2'
);
CREATE TABLE findings (
  article INTEGER NOT NULL REFERENCES articles(number),
  layer TEXT NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  finding TEXT NOT NULL,
  PRIMARY KEY (article, layer, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE derived (
  type TEXT NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  item TEXT NOT NULL,
  PRIMARY KEY (type, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX derived_by_id ON derived(id);
CREATE INDEX derived_by_number ON derived(number);
CREATE TABLE decisions (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  value TEXT NOT NULL,
  reason TEXT,
  undone_at TEXT
) STRICT;
)sql";

}  // namespace parley::record
