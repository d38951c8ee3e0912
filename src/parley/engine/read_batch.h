// Reads documents into a record: many threads read, the calling thread alone writes.
//
// Articles are kept in batches, each whole or not at all; an article that the record holds already
// is not read again. After the last batch the derived rows are built anew. On an interrupt the
// batch at hand is kept and the derived rows are left to the next command that needs them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "parley/base/result.h"
#include "parley/engine/models.h"
#include "parley/engine/progress.h"
#include "parley/intake/read_inputs.h"
#include "parley/record/record.h"

namespace parley::engine {

inline constexpr std::size_t kBatch = 64;              // articles in one transaction
inline constexpr std::size_t kBatchBytes = 8UL << 20;  // or this much text

struct BatchSummary {
  std::uint64_t added = 0;
  std::uint64_t known = 0;     // there already
  std::uint64_t replaced = 0;  // there already and read again
};

// `source` is as in pipeline.h. What is rejected goes to `rejects`. With `again`, what the record
// holds is read anew, by the models at hand, and replaced.
base::Result<BatchSummary> read_batch(record::Record& record,
                                      const std::function<void(const intake::Sink&)>& source,
                                      const Models& models, unsigned threads, RejectList& rejects,
                                      Progress& progress, bool again = false);

}  // namespace parley::engine
