// The rows of a story in memory that the system may take back (spill.h), so that millions of them
// can be made only to be looked at.
//
//   SpilledRows rows;
//   rows.add({"positions", "p17", 17, R"({"quote":"we reject the offer"})"});
//   rows.settle();
//   rows.at(0);
//
// Forty bytes a row are kept beside its text. What is replaced or erased keeps its place until the
// rows go.
#pragma once

#include <cstdint>
#include <functional>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parley/story/row_store.h"
#include "parley/story/spill.h"

namespace parley::story {

class SpilledRows : public RowStore {
 public:
  SpilledRows() : rows_(&memory_), pages_(&memory_) {}

  void add(record::DerivedRow row) override;
  std::optional<record::DerivedRow> find(std::string_view type, std::string_view id) override;
  void each(std::string_view type,
            const std::function<void(const record::DerivedRow&)>& visit) override;
  void replace(const record::DerivedRow& row) override;
  void erase(const record::DerivedRow& row) override;

  // Puts them by type, each in its order, as a record stores them. Call once after all are added.
  void settle();
  // After settle().
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] record::DerivedRow at(std::size_t place) const { return whole(rows_[place]); }

 private:
  struct Row {
    std::int64_t number = 0;
    const char* id = nullptr;
    const char* json = nullptr;
    std::uint32_t id_size = 0, json_size = 0;
    std::uint32_t type = 0;  // in types_
    bool gone = false;
  };

  static std::uint64_t key_of(std::string_view type, std::string_view id);
  [[nodiscard]] bool is_called(const Row& row, std::string_view type, std::string_view id) const;
  Row* row_called(std::string_view type, std::string_view id);
  [[nodiscard]] record::DerivedRow whole(const Row& row) const;
  const char* keep(std::string_view text);

  Spill memory_;
  std::vector<std::string> types_;
  std::pmr::vector<Row> rows_;
  std::pmr::vector<std::pmr::string> pages_;                // never grown past their capacity
  std::unordered_map<std::uint64_t, std::uint32_t> first_;  // by type and id; once asked for
};

}  // namespace parley::story
