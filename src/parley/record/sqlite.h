// The thin wall between Parley and SQLite: connections, statements, and errors a person can act on.
//
// The schema of a record file that somebody else made is not trusted: no extension, no trusted
// functions, defensive mode, cell sizes checked. Only the module record includes this.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "parley/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace parley::record {

// A prepared statement. Bind, then step until false; reset to use it again.
class Query {
 public:
  explicit Query(sqlite3_stmt* statement) : statement_(statement) {}

  // Parameters count from 1. The bytes of a text must live until the next reset.
  Query& bind(int at, std::string_view text);
  Query& bind(int at, std::int64_t number);
  Query& bind(int at, const std::optional<std::string>& text);

  // True while there is a row.
  base::Result<bool> step();
  // Steps once and resets: for statements that give no rows.
  base::Result<void> run();
  void reset();

  // Columns count from 0. A text is valid until the next step.
  [[nodiscard]] std::string_view text(int at) const;
  [[nodiscard]] std::int64_t number(int at) const;
  [[nodiscard]] double real(int at) const;
  [[nodiscard]] std::optional<std::string> maybe_text(int at) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

enum class OpenMode : std::uint8_t { kRead, kWrite, kCreate };

class Connection {
 public:
  static base::Result<Connection> open(const std::string& path, OpenMode mode);

  base::Result<void> run(const char* sql);
  base::Result<Query> prepare(std::string_view sql);
  // The first column of the first row; 0 where there is none.
  base::Result<std::int64_t> number(std::string_view sql);

  // How long a call waits for another program that writes, kBusyMilliseconds where not called.
  void wait_at_most(std::chrono::milliseconds time);

  // Makes sentence_rank() of rank.h known.
  base::Result<void> add_ranking();

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::int64_t last_row() const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  Connection() = default;

  std::unique_ptr<sqlite3, Close> handle_;
  std::string path_;
  bool ranks_ = false;
};

// A transaction that is undone unless commit() was called.
class Transaction {
 public:
  // Takes the write lock at once, so that a busy record is told before work is done.
  static base::Result<Transaction> begin(Connection& connection);
  Transaction(Transaction&& other) noexcept : connection_(other.connection_) {
    other.connection_ = nullptr;
  }
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  base::Result<void> commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

// How long a command waits for another one that writes: longer than an index of ids takes.
inline constexpr int kBusyMilliseconds = 30'000;

}  // namespace parley::record
