// The tables of a record file, version by version. docs/formats/record.md explains each column.
#pragma once

#include <cstdint>

namespace parley::record {

inline constexpr std::int32_t kApplicationId = 0x50524C59;  // "PRLY", in the file's header
inline constexpr std::int32_t kSchemaVersion = 2;           // never lowered, never reused

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
CREATE TABLE derived_a (
  type TEXT NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  item TEXT NOT NULL,
  PRIMARY KEY (type, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX derived_a_by_id ON derived_a(id);
CREATE INDEX derived_a_by_number ON derived_a(number);
CREATE TABLE derived_b (
  type TEXT NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  item TEXT NOT NULL,
  PRIMARY KEY (type, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX derived_b_by_id ON derived_b(id);
CREATE INDEX derived_b_by_number ON derived_b(number);
CREATE VIEW derived(type, position, id, number, item) AS
  SELECT type, position, id, number, item FROM derived_a
    WHERE (SELECT value FROM meta WHERE key = 'derived_table') IS NOT 'derived_b'
  UNION ALL
  SELECT type, position, id, number, item FROM derived_b
    WHERE (SELECT value FROM meta WHERE key = 'derived_table') IS 'derived_b';
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

// From version 1, whose sentences were numbered as they were read and whose derived rows had one
// table. The index of words is filled anew afterwards, see upgrade.cc.
inline constexpr const char* kUpgradeFrom1 = R"sql(
DROP INDEX derived_by_id;
DROP INDEX derived_by_number;
ALTER TABLE derived RENAME TO derived_a;
CREATE INDEX derived_a_by_id ON derived_a(id);
CREATE INDEX derived_a_by_number ON derived_a(number);
CREATE TABLE derived_b (
  type TEXT NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  item TEXT NOT NULL,
  PRIMARY KEY (type, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX derived_b_by_id ON derived_b(id);
CREATE INDEX derived_b_by_number ON derived_b(number);
CREATE VIEW derived(type, position, id, number, item) AS
  SELECT type, position, id, number, item FROM derived_a
    WHERE (SELECT value FROM meta WHERE key = 'derived_table') IS NOT 'derived_b'
  UNION ALL
  SELECT type, position, id, number, item FROM derived_b
    WHERE (SELECT value FROM meta WHERE key = 'derived_table') IS 'derived_b';
INSERT INTO sentence_words(sentence_words) VALUES('delete-all');
ALTER TABLE sentences RENAME TO sentences_before;
DROP INDEX sentences_by_article;
CREATE TABLE sentences (
  number INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(number),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX sentences_by_article ON sentences(article);
)sql";

}  // namespace parley::record
