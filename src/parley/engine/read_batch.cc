#include "parley/engine/read_batch.h"

#include <fmt/format.h>

#include <atomic>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "parley/base/sha256.h"
#include "parley/engine/interrupt.h"
#include "parley/engine/pipeline.h"
#include "parley/story/derive.h"

namespace parley::engine {
namespace {

intake::Rejection taken(const std::string& input, const std::string& id) {
  return {
      input, 0, "id-taken",
      fmt::format("{}: the record holds another text under the id {}; give the row an id of its "
                  "own",
                  input, id)};
}

}  // namespace

base::Result<BatchSummary> read_batch(record::Record& record,
                                      const std::function<void(const intake::Sink&)>& source,
                                      const Models& models, unsigned threads, RejectList& rejects,
                                      Progress& progress, bool again) {
  const auto digests = record.digests();
  if (!digests) return std::unexpected(digests.error());
  if (const auto begun = record.begin_read(); !begun) return std::unexpected(begun.error());
  std::atomic<std::uint64_t> known = 0;
  // Drops what the record holds before it costs a reading.
  const auto new_only = [&](const intake::Sink& sink) {
    source({.article =
                [&](text::Article article) {
                  const auto found = digests->find(article.id);
                  if (again || found == digests->end()) return sink.article(std::move(article));
                  if (found->second == base::sha256_hex(article.text)) {
                    ++known;
                  } else {
                    sink.rejection(taken(article.input, article.id));
                  }
                  return interrupted() == 0;
                },
            .rejection = sink.rejection});
  };

  BatchSummary summary;
  std::vector<record::Reading> batch;
  std::size_t bytes = 0;
  std::optional<base::Error> failure;
  const auto keep = [&] {
    if (batch.empty()) return true;
    const base::Result<record::Added> added = record.add(batch, again);
    if (!added) {
      failure = added.error();
      return false;
    }
    summary.added += added->articles;
    summary.known += added->known;
    summary.replaced += added->replaced;
    for (const std::size_t at : added->taken) {
      rejects.add(taken(batch[at].article.input, batch[at].article.id), true);
      progress.rejected();
    }
    batch.clear();
    bytes = 0;
    return true;
  };
  run_pipeline(new_only, models, threads, [&](Outcome outcome) {
    if (!outcome) {
      progress.rejected();
      rejects.add(outcome.error(), true);
      return true;
    }
    progress.article();
    bytes += outcome->article.text.size();
    batch.push_back(std::move(*outcome));
    if (batch.size() < kBatch && bytes < kBatchBytes) return interrupted() == 0;
    return keep() && interrupted() == 0;
  });
  if (!failure) (void)keep();
  if (failure) return std::unexpected(*failure);
  summary.known += known;
  if (interrupted() != 0) return summary;
  if (const auto built = story::bring_up_to_date(record); !built) {
    return std::unexpected(built.error());
  }
  return summary;
}

}  // namespace parley::engine
