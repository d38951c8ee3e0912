// The rows over all articles as they are read: by type, number and id. rebuild_derived.cc writes
// them.
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

std::optional<DerivedRow> DerivedWriter::find(std::string_view type, std::string_view id) {
  index_ids();
  Query* query = kept(find_, "SELECT type, id, number, item FROM ",
                      " WHERE id = ?2 AND type = ?1 ORDER BY position LIMIT 1");
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
  write_pending();
  std::optional<Query> slot;
  Query* query = kept(slot, "SELECT type, id, number, item, position FROM ",
                      " WHERE type = ?1 AND position > ?2 ORDER BY position LIMIT 1");
  if (query == nullptr) return;
  // Row by row, so that no read is open while `visit` writes.
  std::int64_t position = -1;
  while (true) {
    query->bind(1, type).bind(2, position);
    const base::Result<bool> row = query->step();
    if (!row) failure_ = row.error();
    if (!row || !*row) return;
    const DerivedRow own = derived_row(*query);
    position = query->number(4);
    query->reset();
    visit(own);
  }
}

base::Result<std::int64_t> Record::greatest_derived_number() {
  base::Result<Query> query =
      connection_.prepare("SELECT number FROM derived ORDER BY number DESC LIMIT 1");
  if (!query) return std::unexpected(query.error());
  const base::Result<bool> row = query->step();
  if (!row) return std::unexpected(row.error());
  return *row ? query->number(0) : 0;
}

base::Result<void> Record::each_derived(const std::string& type,
                                        const std::function<void(const DerivedRow&)>& visit) {
  // With its position among the columns SQLite takes the rows as they lie; without, it sorts all of
  // them in a file first.
  base::Result<Query> query = connection_.prepare(
      type.empty() ? "SELECT type, id, number, item, position FROM derived ORDER BY type, position"
                   : "SELECT type, id, number, item, position FROM derived WHERE type = ?1 "
                     "ORDER BY type, position");
  if (!query) return std::unexpected(query.error());
  if (!type.empty()) query->bind(1, std::string_view(type));
  DerivedRow own;  // one for all, whose strings need not be made anew
  while (true) {
    const base::Result<bool> row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    own.type.assign(query->text(0));
    own.id.assign(query->text(1));
    own.number = query->number(2);
    own.json.assign(query->text(3));
    visit(own);
  }
}

base::Result<std::vector<DerivedRow>> Record::derived(const std::string& type) {
  std::vector<DerivedRow> rows;
  const auto read = each_derived(type, [&](const DerivedRow& row) { rows.push_back(row); });
  if (!read) return std::unexpected(read.error());
  return rows;
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
