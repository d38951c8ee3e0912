// The rows over all articles: written whole, read by type, number and id.
#include <string>
#include <utility>

#include "parley/record/record.h"

namespace parley::record {
namespace {

DerivedRow derived_row(const Query& query) {
  return {std::string(query.text(0)), std::string(query.text(1)), query.number(2),
          std::string(query.text(3))};
}

}  // namespace

base::Result<bool> Record::derived_is_current() {
  const auto generation = this->generation();
  if (!generation) return std::unexpected(generation.error());
  const auto derived = meta("derived_generation");
  if (!derived) return std::unexpected(derived.error());
  return *derived == std::to_string(*generation);
}

base::Result<void> Record::replace_derived(std::span<const DerivedRow> rows) {
  return rebuild_derived([&](DerivedWriter& writer) -> base::Result<void> {
    for (const DerivedRow& row : rows) writer.add(row);
    return {};
  });
}

base::Result<void> Record::rebuild_derived(
    const std::function<base::Result<void>(DerivedWriter&)>& make) {
  base::Result<Transaction> transaction = Transaction::begin(connection_);
  if (!transaction) return std::unexpected(transaction.error());
  if (const auto cleared = connection_.run("DELETE FROM derived"); !cleared) return cleared;
  {
    DerivedWriter writer(connection_);
    if (const auto made = make(writer); !made) return made;
    if (writer.failure()) return std::unexpected(*writer.failure());
  }
  const auto generation = this->generation();
  if (!generation) return std::unexpected(generation.error());
  const auto set = set_meta("derived_generation", std::to_string(*generation));
  if (!set) return set;
  return transaction->commit();
}

Query* DerivedWriter::kept(std::optional<Query>& slot, std::string_view sql) {
  if (failure_) return nullptr;
  if (!slot) {
    base::Result<Query> query = connection_.prepare(sql);
    if (!query) {
      failure_ = query.error();
      return nullptr;
    }
    slot.emplace(std::move(*query));
  }
  return &*slot;
}

bool DerivedWriter::succeeded(const base::Result<void>& done) {
  if (!done) failure_ = done.error();
  return done.has_value();
}

void DerivedWriter::add(const DerivedRow& row) {
  Query* query = kept(
      insert_, "INSERT INTO derived(type, position, id, number, item) VALUES(?1, ?2, ?3, ?4, ?5)");
  if (query == nullptr) return;
  query->bind(1, std::string_view(row.type)).bind(2, rows_[row.type]++);
  query->bind(3, std::string_view(row.id)).bind(4, row.number).bind(5, std::string_view(row.json));
  (void)succeeded(query->run());
}

std::optional<DerivedRow> DerivedWriter::find(std::string_view type, std::string_view id) {
  Query* query = kept(find_,
                      "SELECT type, id, number, item FROM derived WHERE id = ?2 AND type = ?1 "
                      "ORDER BY position LIMIT 1");
  if (query == nullptr) return std::nullopt;
  query->bind(1, type).bind(2, id);
  const base::Result<bool> row = query->step();
  std::optional<DerivedRow> found;
  if (!row) failure_ = row.error();
  if (row && *row) found = derived_row(*query);
  query->reset();
  return found;
}

void DerivedWriter::each(std::string_view type,
                         const std::function<void(const DerivedRow&)>& visit) {
  std::optional<Query> slot;
  Query* query =
      kept(slot, "SELECT type, id, number, item FROM derived WHERE type = ?1 ORDER BY position");
  if (query == nullptr) return;
  query->bind(1, type);
  while (true) {
    const base::Result<bool> row = query->step();
    if (!row) failure_ = row.error();
    if (!row || !*row) return;
    visit(derived_row(*query));
  }
}

void DerivedWriter::replace(const DerivedRow& row) {
  Query* query = kept(replace_, "UPDATE derived SET item = ?3 WHERE number = ?2 AND type = ?1");
  if (query == nullptr) return;
  query->bind(1, std::string_view(row.type)).bind(2, row.number);
  query->bind(3, std::string_view(row.json));
  (void)succeeded(query->run());
}

void DerivedWriter::erase(std::string_view type, std::int64_t number) {
  Query* query = kept(erase_, "DELETE FROM derived WHERE number = ?2 AND type = ?1");
  if (query == nullptr) return;
  query->bind(1, type).bind(2, number);
  (void)succeeded(query->run());
}

base::Result<std::vector<DerivedRow>> Record::derived(const std::string& type) {
  base::Result<Query> query = connection_.prepare(
      "SELECT type, id, number, item FROM derived WHERE ?1 = '' OR type = ?1 "
      "ORDER BY type, position");
  if (!query) return std::unexpected(query.error());
  query->bind(1, std::string_view(type));
  std::vector<DerivedRow> rows;
  while (true) {
    const base::Result<bool> row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return rows;
    rows.push_back(derived_row(*query));
  }
}

base::Result<std::optional<DerivedRow>> Record::derived_numbered(std::int64_t number) {
  base::Result<Query> query =
      connection_.prepare("SELECT type, id, number, item FROM derived WHERE number = ?1");
  if (!query) return std::unexpected(query.error());
  query->bind(1, number);
  const base::Result<bool> row = query->step();
  if (!row) return std::unexpected(row.error());
  return *row ? std::optional(derived_row(*query)) : std::nullopt;
}

base::Result<std::optional<DerivedRow>> Record::derived_called(const std::string& id) {
  base::Result<Query> query = connection_.prepare(
      "SELECT type, id, number, item FROM derived WHERE id = ?1 ORDER BY type, position");
  if (!query) return std::unexpected(query.error());
  query->bind(1, std::string_view(id));
  const base::Result<bool> row = query->step();
  if (!row) return std::unexpected(row.error());
  return *row ? std::optional(derived_row(*query)) : std::nullopt;
}

}  // namespace parley::record
