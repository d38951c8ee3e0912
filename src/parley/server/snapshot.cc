#include "parley/server/snapshot.h"

#include <algorithm>
#include <filesystem>
#include <functional>

namespace parley::server {
namespace {

std::uint64_t hash_of(std::string_view id) { return std::hash<std::string_view>()(id); }

const IndexedRow* first_of(const std::vector<std::pair<std::uint64_t, std::uint32_t>>& places,
                           std::uint64_t hash, const std::vector<IndexedRow>& rows) {
  const auto at = std::ranges::lower_bound(places, std::pair(hash, std::uint32_t{0}));
  return at != places.end() && at->first == hash ? &rows[at->second] : nullptr;
}

}  // namespace

void Snapshot::write_key(std::size_t filter, std::string_view value, std::string& key) {
  key.assign(1, static_cast<char>('0' + filter));
  key.append(" ").append(value);
}

std::string Snapshot::key_of(std::string_view filter, std::string_view value) {
  std::string key;
  write_key(filter_number(filter), value, key);
  return key;
}

std::span<const IndexedRow> Snapshot::of(std::string_view type) const {
  const auto found = types.find(type);
  return found == types.end() ? std::span<const IndexedRow>() : found->second;
}

const IndexedRow* Snapshot::find(std::string_view wanted) const {
  const std::uint64_t hash = hash_of(wanted);
  for (auto at = std::ranges::lower_bound(by_id, std::pair(hash, std::uint32_t{0}));
       at != by_id.end() && at->first == hash; ++at) {
    if (id(rows[at->second]) == wanted) return &rows[at->second];
  }
  return nullptr;
}

const IndexedRow* Snapshot::numbered(std::int64_t number) const {
  const auto number_at = [&](std::uint32_t place) { return rows[place].number; };
  const auto at = std::ranges::lower_bound(by_number, number, {}, number_at);
  return at != by_number.end() && number_at(*at) == number ? &rows[*at] : nullptr;
}

const IndexedRow* Snapshot::owner_of(std::string_view finding) const {
  return first_of(owners, hash_of(finding), rows);
}

record::DerivedRow Snapshot::whole(const IndexedRow& row) const {
  return {type(row), std::string(id(row)), row.number, json(row)};
}

std::vector<record::DerivedRow> Snapshot::whole_rows(
    std::initializer_list<std::string_view> wanted) const {
  std::vector<const IndexedRow*> chosen;
  for (const std::string_view type : wanted) {
    for (const IndexedRow& row : of(type)) chosen.push_back(&row);
  }
  std::ranges::sort(chosen, {}, &IndexedRow::place);
  std::vector<record::DerivedRow> all;
  all.reserve(chosen.size());
  for (const IndexedRow* row : chosen) all.push_back(whole(*row));
  return all;
}

bool Snapshot::has_any(const IndexedRow& row, const Marks& marks) const {
  return std::ranges::any_of(keys_of(row), [&](std::uint32_t key) { return marks[key]; });
}

}  // namespace parley::server
