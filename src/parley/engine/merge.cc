#include "parley/engine/merge.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "parley/engine/interrupt.h"
#include "parley/engine/read_batch.h"
#include "parley/story/decision.h"
#include "parley/story/derive.h"

namespace parley::engine {
namespace {

using story::DecisionKind;

bool is_one_file(const std::string& a, const std::string& b) {
  std::error_code failed;
  const bool same = std::filesystem::equivalent(a, b, failed);
  return failed ? a == b : same;
}

std::string file_name(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

// Takes articles in batches out of one record after the other.
class Taker {
 public:
  Taker(record::Record& into, RejectList& rejects, Progress& progress, MergeSummary& summary)
      : into_(into), rejects_(rejects), progress_(progress), summary_(summary) {}

  base::Result<void> start() {
    if (const auto begun = into_.begin_read(); !begun) return begun;
    auto digests = into_.digests();
    if (!digests) return std::unexpected(digests.error());
    digests_ = std::move(*digests);
    return {};
  }

  base::Result<void> take(record::Record& from) {
    std::optional<base::Error> failure;
    const auto read = from.each_article([&](const record::StoredArticle& stored) {
      if (const auto done = take_one(from, stored); !done) failure = done.error();
      return !failure && interrupted() == 0;
    });
    if (failure) return std::unexpected(*failure);
    if (!read) return read;
    return keep();
  }

 private:
  base::Result<void> take_one(record::Record& from, const record::StoredArticle& stored) {
    progress_.article();
    const auto [known, added] = digests_.try_emplace(stored.article.id, stored.sha256);
    if (!added) {
      if (known->second == stored.sha256) {
        ++summary_.known;
      } else {
        progress_.rejected();
        rejects_.add({file_name(from.path()), 0, "id-taken",
                      fmt::format("{}: another text stands under the id {} already and is kept; "
                                  "compare the two with parley export --type articles",
                                  file_name(from.path()), stored.article.id)},
                     true);
      }
      return {};
    }
    auto findings = from.findings(stored.article.id);
    if (!findings) return std::unexpected(findings.error());
    record::StoredReading& reading = batch_.emplace_back();
    reading.stored = stored;
    for (record::StoredFinding& finding : *findings) {
      reading.findings.push_back(std::move(finding.finding));
    }
    bytes_ += stored.article.text.size();
    return batch_.size() < kBatch && bytes_ < kBatchBytes ? base::Result<void>() : keep();
  }

  base::Result<void> keep() {
    if (batch_.empty()) return {};
    const base::Result<record::Added> added = into_.add_stored(batch_);
    if (!added) return std::unexpected(added.error());
    summary_.articles += added->articles;
    summary_.known += added->known;
    batch_.clear();
    bytes_ = 0;
    return {};
  }

  record::Record& into_;
  RejectList& rejects_;
  Progress& progress_;
  MergeSummary& summary_;
  std::unordered_map<std::string, std::string> digests_;
  std::vector<record::StoredReading> batch_;
  std::size_t bytes_ = 0;
};

// What a decision says about its row, so that two that say different things can be found; "" for
// one that leaves room for others.
std::string about_of(const story::Decision& decision) {
  if (decision.targets.empty()) return "";
  const std::string row = decision.targets.front().type + ' ' + decision.targets.front().id;
  switch (decision.kind) {
    case DecisionKind::kAccept:
    case DecisionKind::kReject:
      return row;
    case DecisionKind::kCorrect:
      return row + ' ' + decision.field;
    default:
      return "";
  }
}

std::string says(const story::Decision& decision) {
  return decision.kind == DecisionKind::kCorrect
             ? fmt::format("{} = {}", decision.field, decision.value)
             : std::string(name_of(decision.kind));
}

// The decisions of one record, by id.
using Ids = std::set<std::string>;

// `origins`: which of the records holds each decision, in their order.
std::vector<std::string> contested(const std::vector<record::Decision>& all,
                                   const std::vector<std::pair<std::string, Ids>>& origins) {
  const auto holder = [&](const std::string& id) -> std::string {
    for (const auto& [path, ids] : origins) {
      if (ids.contains(id)) return path;
    }
    return "";
  };
  std::map<std::string, story::Decision> latest;  // by what it is about
  std::vector<std::string> lines;
  for (const record::Decision& stored : all) {
    if (stored.undone_at) continue;
    const auto decision = story::read_decision(stored);
    const std::string about = decision ? about_of(*decision) : "";
    if (about.empty()) continue;
    const auto [found, first] = latest.try_emplace(about, *decision);
    if (first) continue;
    const story::Decision before = std::exchange(found->second, *decision);
    const std::string one = holder(before.id);
    const std::string other = holder(decision->id);
    if (says(before) == says(*decision) || one == other || lines.size() == kMostListed) continue;
    lines.push_back(
        fmt::format("{} {}: {} says {} ({}, {}), {} says {} ({}, {}); the later one counts, parley "
                    "correct undo "
                    "{} takes it back",
                    decision->targets.front().type, decision->targets.front().id, one, says(before),
                    before.made_by, before.made_at, other, says(*decision), decision->made_by,
                    decision->made_at, decision->id));
  }
  return lines;
}

}  // namespace

base::Result<void> check_merge(const std::vector<std::string>& paths, const std::string& into) {
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (is_one_file(paths[i], into)) {
      return base::fail(base::ErrorCode::kUsage,
                        fmt::format("{}: is the record that the others go into; name it with "
                                    "--into alone",
                                    paths[i]));
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (is_one_file(paths[i], paths[j])) {
        return base::fail(
            base::ErrorCode::kUsage,
            fmt::format("{}: is the same file as {}; name each record once", paths[i], paths[j]));
      }
    }
    if (const auto opened = record::Record::open_to_read(paths[i]); !opened) {
      return std::unexpected(opened.error());
    }
  }
  return {};
}

base::Result<MergeSummary> merge_records(const std::vector<std::string>& paths,
                                         record::Record& into, RejectList& rejects,
                                         Progress& progress) {
  if (const auto checked = check_merge(paths, into.path()); !checked) {
    return std::unexpected(checked.error());
  }
  MergeSummary summary;
  Taker taker(into, rejects, progress, summary);
  if (const auto started = taker.start(); !started) return std::unexpected(started.error());
  std::vector<std::pair<std::string, Ids>> origins;  // of decisions
  const auto note_decisions = [&](record::Record& record) -> base::Result<void> {
    auto decisions = record.decisions();
    if (!decisions) return std::unexpected(decisions.error());
    Ids& ids = origins.emplace_back(file_name(record.path()), Ids()).second;
    for (const record::Decision& decision : *decisions) ids.insert(decision.id);
    if (&record == &into) return {};
    const auto added = into.decide(*decisions);
    if (!added) return std::unexpected(added.error());
    summary.decisions += *added;
    return {};
  };
  if (const auto noted = note_decisions(into); !noted) return std::unexpected(noted.error());
  for (const std::string& path : paths) {
    base::Result<record::Record> from = record::Record::open_to_read(path);
    if (!from) return std::unexpected(from.error());
    if (const auto done = taker.take(*from); !done) return std::unexpected(done.error());
    if (interrupted() != 0) return summary;
    if (const auto done = note_decisions(*from); !done) return std::unexpected(done.error());
  }
  const auto all = into.decisions();
  if (!all) return std::unexpected(all.error());
  summary.contested = contested(*all, origins);
  if (const auto built = story::bring_up_to_date(into); !built) {
    return std::unexpected(built.error());
  }
  return summary;
}

}  // namespace parley::engine
