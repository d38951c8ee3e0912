#include "parley/record/decision.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "parley/record/record.h"

namespace parley::record {

std::string decision_id(const Decision& decision) {
  const std::string reason = decision.reason.value_or("");
  std::string key;
  for (const std::string_view part :
       {std::string_view(decision.made_at), std::string_view(decision.made_by),
        std::string_view(decision.kind), std::string_view(decision.target),
        std::string_view(decision.value), std::string_view(reason)}) {
    key += std::to_string(part.size()) + ' ';
    key += part;
  }
  return content_id('c', key);
}

void settle_undos(std::vector<Decision>& decisions) {
  std::ranges::sort(decisions, {}, [](const Decision& decision) {
    return std::tie(decision.made_at, decision.id);
  });
  std::unordered_map<std::string_view, Decision*> by_id;
  for (Decision& decision : decisions) {
    decision.undone_at.reset();
    by_id.emplace(decision.id, &decision);
  }
  // The latest first: an undo counts only where no later one stands against it.
  for (auto at = decisions.rbegin(); at != decisions.rend(); ++at) {
    if (at->kind != kUndo || at->undone_at) continue;
    const auto found = by_id.find(at->target);
    if (found == by_id.end() || found->second->made_at > at->made_at) continue;
    if (!found->second->undone_at) found->second->undone_at = at->made_at;
  }
}

base::Result<std::vector<Decision>> Record::decisions() {
  base::Result<Query> query = connection_.prepare(
      "SELECT id, made_at, made_by, kind, target, value, reason, undone_at FROM decisions "
      "ORDER BY made_at, id");
  if (!query) return std::unexpected(query.error());
  std::vector<Decision> decisions;
  while (true) {
    const base::Result<bool> row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return decisions;
    decisions.push_back({std::string(query->text(0)), std::string(query->text(1)),
                         std::string(query->text(2)), std::string(query->text(3)),
                         std::string(query->text(4)), std::string(query->text(5)),
                         query->maybe_text(6), query->maybe_text(7)});
  }
}

base::Result<std::size_t> Record::decide(std::span<const Decision> decisions) {
  base::Result<Transaction> transaction = Transaction::begin(connection_);
  if (!transaction) return std::unexpected(transaction.error());
  base::Result<Query> insert = connection_.prepare(
      "INSERT OR IGNORE INTO decisions(id, made_at, made_by, kind, target, value, reason) "
      "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  if (!insert) return std::unexpected(insert.error());
  const auto before = connection_.number("SELECT count(*) FROM decisions");
  if (!before) return std::unexpected(before.error());
  for (const Decision& decision : decisions) {
    insert->bind(1, std::string_view(decision.id)).bind(2, std::string_view(decision.made_at));
    insert->bind(3, std::string_view(decision.made_by)).bind(4, std::string_view(decision.kind));
    insert->bind(5, std::string_view(decision.target)).bind(6, std::string_view(decision.value));
    insert->bind(7, decision.reason);
    if (const auto done = insert->run(); !done) return std::unexpected(done.error());
  }
  auto all = this->decisions();
  if (!all) return std::unexpected(all.error());
  const std::size_t added = all->size() - static_cast<std::size_t>(*before);
  if (added == 0) return added;  // nothing to write: the transaction is undone
  settle_undos(*all);
  base::Result<Query> mark = connection_.prepare(
      "UPDATE decisions SET undone_at = ?2 WHERE id = ?1 AND undone_at IS NOT ?2");
  if (!mark) return std::unexpected(mark.error());
  for (const Decision& decision : *all) {
    mark->bind(1, std::string_view(decision.id)).bind(2, decision.undone_at);
    if (const auto done = mark->run(); !done) return std::unexpected(done.error());
  }
  if (const auto grown = grow(); !grown) return std::unexpected(grown.error());
  if (const auto done = transaction->commit(); !done) return std::unexpected(done.error());
  return added;
}

}  // namespace parley::record
