#include "parley/story/spilled_rows.h"

#include <algorithm>
#include <utility>

#include "parley/base/text_hash.h"

namespace parley::story {
namespace {

constexpr std::size_t kPageBytes = 1UL << 22;

}  // namespace

std::uint64_t SpilledRows::key_of(std::string_view type, std::string_view id) {
  return base::TextHash()(std::string(type) + '\n' + std::string(id));
}

const char* SpilledRows::keep(std::string_view text) {
  if (pages_.empty() || pages_.back().size() + text.size() > pages_.back().capacity()) {
    pages_.emplace_back().reserve(std::max(kPageBytes, text.size()));
  }
  std::pmr::string& page = pages_.back();
  const std::size_t at = page.size();
  page += text;
  memory_.relax();
  return page.data() + at;
}

void SpilledRows::add(record::DerivedRow row) {
  auto type = std::ranges::find(types_, row.type);
  if (type == types_.end()) type = types_.insert(types_.end(), row.type);
  const auto at = static_cast<std::uint32_t>(rows_.size());
  if (!first_.empty()) first_.try_emplace(key_of(row.type, row.id), at);
  rows_.push_back({row.number, keep(row.id), keep(row.json),
                   static_cast<std::uint32_t>(row.id.size()),
                   static_cast<std::uint32_t>(row.json.size()),
                   static_cast<std::uint32_t>(type - types_.begin()), false});
}

record::DerivedRow SpilledRows::whole(const Row& row) const {
  memory_.relax();
  return {types_[row.type], std::string(row.id, row.id_size), row.number,
          std::string(row.json, row.json_size)};
}

bool SpilledRows::is_called(const Row& row, std::string_view type, std::string_view id) const {
  return types_[row.type] == type && std::string_view(row.id, row.id_size) == id;
}

SpilledRows::Row* SpilledRows::row_called(std::string_view type, std::string_view id) {
  if (first_.empty()) {
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
      const Row& row = rows_[i];
      first_.try_emplace(key_of(types_[row.type], {row.id, row.id_size}), i);
    }
  }
  const auto found = first_.find(key_of(type, id));
  if (found == first_.end()) return nullptr;
  Row& row = rows_[found->second];
  return !row.gone && is_called(row, type, id) ? &row : nullptr;
}

std::optional<record::DerivedRow> SpilledRows::find(std::string_view type, std::string_view id) {
  const Row* row = row_called(type, id);
  return row == nullptr ? std::nullopt : std::optional(whole(*row));
}

void SpilledRows::each(std::string_view type,
                       const std::function<void(const record::DerivedRow&)>& visit) {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (!rows_[i].gone && types_[rows_[i].type] == type) visit(whole(rows_[i]));
  }
}

void SpilledRows::replace(const record::DerivedRow& row) {
  if (Row* own = row_called(row.type, row.id)) {
    own->json = keep(row.json);
    own->json_size = static_cast<std::uint32_t>(row.json.size());
  }
}

void SpilledRows::erase(const record::DerivedRow& row) {
  if (Row* own = row_called(row.type, row.id)) own->gone = true;
}

void SpilledRows::settle() {
  first_.clear();
  std::erase_if(rows_, [](const Row& row) { return row.gone; });
  std::vector<std::uint32_t> rank(types_.size());
  for (std::size_t i = 0; i < types_.size(); ++i) {
    rank[i] = static_cast<std::uint32_t>(
        std::ranges::count_if(types_, [&](const std::string& other) { return other < types_[i]; }));
  }
  std::pmr::vector<Row> sorted(&memory_);
  sorted.reserve(rows_.size());
  for (std::uint32_t wanted = 0; wanted < rank.size(); ++wanted) {
    for (const Row& row : rows_) {
      if (rank[row.type] == wanted) sorted.push_back(row);
    }
  }
  rows_.swap(sorted);
}

}  // namespace parley::story
