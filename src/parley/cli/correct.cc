#include "parley/cli/correct.h"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <unordered_set>

#include "parley/engine/decide.h"
#include "parley/story/derive.h"
#include "parley/views/rows.h"

namespace parley::cli {
namespace {

constexpr std::size_t kLongestLine = 1UL << 20;  // of a file of decisions

// "set" corrects a field; the other actions are called as their kind.
std::optional<story::DecisionKind> kind_of(const std::string& action) {
  return story::decision_kind_named(action == "set" ? "correct" : action);
}

struct Wanted {
  std::vector<story::Decision> decisions;
  std::size_t refused = 0;
};

base::Result<Wanted> from_words(record::Record& record, const CorrectFlags& flags,
                                const std::string& by) {
  engine::Order order;
  order.kind = *kind_of(flags.action);
  order.members = flags.members;
  order.names = flags.names;
  order.articles = flags.articles;
  order.by = by;
  order.at = flags.at.empty() ? engine::decision_time(0) : flags.at;
  if (!flags.reason.empty()) order.reason = flags.reason;
  std::vector<std::string> words = flags.words;
  if (order.kind == story::DecisionKind::kNote && words.size() == 2 && !order.reason) {
    order.reason = words.back();
    words.pop_back();
  }
  if (flags.action == "set") {
    if (words.size() != 3) {
      return base::fail(base::ErrorCode::kUsage,
                        "set: give a row, a field and its value, as in: parley correct set 12 "
                        "stance offer");
    }
    order.field = words[1];
    order.value = words[2];
    words.resize(1);
  }
  const bool together =
      order.kind == story::DecisionKind::kMerge || order.kind == story::DecisionKind::kJoin;
  Wanted wanted;
  // Rows that are accepted, rejected or noted together are a decision each, so that each can be
  // undone alone.
  for (std::size_t i = 0; i == 0 || (!together && i < words.size()); ++i) {
    order.targets = words;
    if (!together && !words.empty()) order.targets = {words[i]};
    if (flags.at.empty()) order.at = engine::decision_time(i);
    auto decision = engine::make_decision(record, order);
    if (!decision) return std::unexpected(decision.error());
    wanted.decisions.push_back(std::move(*decision));
  }
  return wanted;
}

base::Result<Wanted> from_file(record::Record& record, const CorrectFlags& flags,
                               const std::string& by) {
  std::ifstream file;
  if (flags.from != "-") {
    file.open(flags.from, std::ios::binary);
    if (!file) {
      return base::fail(base::ErrorCode::kNotFound,
                        flags.from + ": cannot be opened; name a file of decisions");
    }
  }
  std::istream& in = flags.from == "-" ? std::cin : file;
  Wanted wanted;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const std::string at = flags.at.empty() ? engine::decision_time(number) : flags.at;
    base::Result<story::Decision> decision =
        line.size() > kLongestLine ? base::fail(base::ErrorCode::kBadInput, "the line is too long")
                                   : engine::read_decision_line(record, line, by, at);
    if (!decision) {
      tell(fmt::format("{}:{}: {}", flags.from, number, decision.error().message));
      ++wanted.refused;
      continue;
    }
    wanted.decisions.push_back(std::move(*decision));
  }
  return wanted;
}

Exit print(const std::vector<std::string>& rows, std::string_view type, const OutputFlags& output) {
  const auto text = views::write_rows(rows, type, row_format(output));
  if (!text) return refuse(text.error());
  write_out(*text);
  return Exit::kDone;
}

}  // namespace

std::vector<std::string> correct_actions() {
  return {"accept", "set", "reject", "merge", "split", "join", "part", "note", "undo"};
}

Exit correct(const CorrectFlags& flags) {
  if (flags.action.empty() == flags.from.empty()) {
    return refuse({base::ErrorCode::kUsage,
                   "correct: say what to do or name a file with --from; parley help correct shows "
                   "examples"});
  }
  base::Result<record::Record> record = record::Record::open_to_write(flags.record);
  if (!record) return refuse(record.error());
  const char* user = std::getenv("USER");
  const std::string fallback = user != nullptr && *user != '\0' ? user : "analyst";
  const std::string by = flags.by.empty() ? fallback : flags.by;
  const auto wanted =
      flags.from.empty() ? from_words(*record, flags, by) : from_file(*record, flags, by);
  if (!wanted) return refuse(wanted.error());
  const auto changes = engine::preview(*record, wanted->decisions);
  if (!changes) return refuse(changes.error());
  const Exit exit = wanted->refused > 0 ? Exit::kSomeFailed : Exit::kDone;
  if (flags.dry_run) {
    std::vector<std::string> rows;
    for (const engine::RowChange& change : *changes) rows.push_back(engine::to_json(change));
    tell(fmt::format("{} decisions would change {} rows; nothing was kept",
                     wanted->decisions.size(), changes->size()));
    const Exit printed = print(rows, "preview", flags.output);
    return printed == Exit::kDone ? exit : printed;
  }
  const auto added = engine::decide(*record, wanted->decisions);
  if (!added) return refuse(added.error());
  std::unordered_set<std::string> made;
  for (const story::Decision& decision : wanted->decisions) {
    made.insert(story::to_stored(decision).id);
  }
  const auto decisions = story::derived_rows(*record, "decisions");
  if (!decisions) return refuse(decisions.error());
  std::vector<std::string> rows;
  for (const record::DerivedRow& row : *decisions) {
    if (made.contains(row.id)) rows.push_back(row.json);
  }
  tell(fmt::format("{}: {} decisions kept, {} there already, {} refused; {} rows changed",
                   flags.record, *added, wanted->decisions.size() - *added, wanted->refused,
                   changes->size()));
  const Exit printed = print(rows, "decisions", flags.output);
  return printed == Exit::kDone ? exit : printed;
}

}  // namespace parley::cli
