// Where the rows of a story go, one after the other, so that they need not all be in memory.
//
// Rows come by number; each type keeps the order of its own. Rows that decisions are about are
// looked up and changed once all are there. StoredRows hands them to a record, SpilledRows
// (spilled_rows.h) keeps them to be looked at.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "parley/record/record.h"

namespace parley::story {

class RowStore {
 public:
  RowStore() = default;
  RowStore(const RowStore&) = delete;
  RowStore& operator=(const RowStore&) = delete;
  virtual ~RowStore() = default;

  virtual void add(record::DerivedRow row) = 0;
  // The first row of `type` with this id.
  virtual std::optional<record::DerivedRow> find(std::string_view type, std::string_view id) = 0;
  virtual void each(std::string_view type,
                    const std::function<void(const record::DerivedRow&)>& visit) = 0;
  // The row that find() gave: it holds `row.json` from now on, or goes.
  virtual void replace(const record::DerivedRow& row) = 0;
  virtual void erase(const record::DerivedRow& row) = 0;
};

class StoredRows : public RowStore {
 public:
  explicit StoredRows(record::DerivedWriter& writer) : writer_(writer) {}

  void add(record::DerivedRow row) override { writer_.add(std::move(row)); }
  std::optional<record::DerivedRow> find(std::string_view type, std::string_view id) override {
    return writer_.find(type, id);
  }
  void each(std::string_view type,
            const std::function<void(const record::DerivedRow&)>& visit) override {
    writer_.each(type, visit);
  }
  void replace(const record::DerivedRow& row) override { writer_.replace(row); }
  void erase(const record::DerivedRow& row) override { writer_.erase(row.type, row.number); }

 private:
  record::DerivedWriter& writer_;
};

}  // namespace parley::story
