// Proves a record: that it is whole, quotes what it stores, and that its derived rows follow from
// it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parley/base/result.h"
#include "parley/record/record.h"

namespace parley::engine {

struct CheckReport {
  std::uint64_t articles = 0;
  std::uint64_t findings = 0;
  std::uint64_t quotes = 0;  // compared with the stored text
  std::uint64_t references = 0;
  std::uint64_t decisions = 0;
  std::uint64_t rows = 0;
  bool derived_stale = false;       // a read was broken off; the next one builds the rows
  std::vector<std::string> faults;  // what is wrong and where, at most kMostFaults
};

inline constexpr std::size_t kMostFaults = 100;

// Compares every digest with its text, every quote with its bytes, every reference with what it
// names, and every derived row with the same row built anew. Fails only where the record cannot be
// read at all.
base::Result<CheckReport> check_record(record::Record& record);

}  // namespace parley::engine
