#include "parley/story/row_store.h"

#include <algorithm>
#include <utility>

namespace parley::story {
namespace {

std::string key_of(std::string_view type, std::string_view id) {
  return std::string(type) + '\n' + std::string(id);
}

}  // namespace

void MemoryRows::add(record::DerivedRow row) {
  if (!places_.empty()) places_.try_emplace(key_of(row.type, row.id), rows_.size());
  rows_.push_back(std::move(row));
}

record::DerivedRow* MemoryRows::row_called(std::string_view type, std::string_view id) {
  if (places_.empty()) {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      places_.try_emplace(key_of(rows_[i].type, rows_[i].id), i);
    }
  }
  const auto found = places_.find(key_of(type, id));
  if (found == places_.end() || rows_[found->second].type.empty()) return nullptr;
  return &rows_[found->second];
}

std::optional<record::DerivedRow> MemoryRows::find(std::string_view type, std::string_view id) {
  const record::DerivedRow* row = row_called(type, id);
  return row == nullptr ? std::nullopt : std::optional(*row);
}

void MemoryRows::each(std::string_view type,
                      const std::function<void(const record::DerivedRow&)>& visit) {
  for (const record::DerivedRow& row : rows_) {
    if (row.type == type) visit(row);
  }
}

void MemoryRows::replace(const record::DerivedRow& row) {
  if (record::DerivedRow* own = row_called(row.type, row.id)) own->json = row.json;
}

void MemoryRows::erase(const record::DerivedRow& row) {
  if (record::DerivedRow* own = row_called(row.type, row.id)) own->type.clear();
}

std::vector<record::DerivedRow> MemoryRows::take() {
  std::erase_if(rows_, [](const record::DerivedRow& row) { return row.type.empty(); });
  std::ranges::stable_sort(rows_, {}, &record::DerivedRow::type);
  return std::move(rows_);
}

}  // namespace parley::story
