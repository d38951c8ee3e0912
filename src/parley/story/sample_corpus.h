// For tests: the corpus of a record in memory that holds the given readings.
#pragma once

#include <deque>
#include <utility>
#include <vector>

#include "parley/record/record.h"
#include "parley/story/corpus.h"

namespace parley::story {

// The record lives until the program ends, since a corpus reads from it.
inline Corpus corpus_of(const std::vector<record::Reading>& readings) {
  static std::deque<record::Record> records;
  records.push_back(record::Record::create_or_open(":memory:").value());
  (void)records.back().add(readings).value();
  return load_corpus(records.back()).value();
}

}  // namespace parley::story
