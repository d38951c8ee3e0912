#include "parley/record/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "parley/record/rank.h"

namespace parley::record {
namespace {

base::Error error_of(sqlite3* handle, const std::string& path) {
  const int code = sqlite3_errcode(handle);
  const int system = sqlite3_system_errno(handle);
  const auto error = [&](base::ErrorCode kind, std::string_view why) {
    return base::Error{kind, fmt::format("{}: {}", path, why)};
  };
  switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return error(base::ErrorCode::kBusy,
                   "the record is in use by another writer; wait for it to end and run this again");
    case SQLITE_FULL:
      return error(base::ErrorCode::kNoSpace,
                   "no space left on the disk; free some and run the same command again, what was "
                   "kept before is safe");
    case SQLITE_NOTADB:
      return error(base::ErrorCode::kDamaged,
                   "this file is no Parley record; name another file with --record");
    case SQLITE_CORRUPT:
      return error(base::ErrorCode::kDamaged,
                   fmt::format("the record is damaged ({}); restore it from a copy, or read the "
                               "reports into a new record",
                               sqlite3_errmsg(handle)));
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return error(
          base::ErrorCode::kIo,
          "the record cannot be written; check the permissions of the file and its folder");
    case SQLITE_CANTOPEN:
      return error(base::ErrorCode::kNotFound,
                   fmt::format("the record cannot be opened ({}); check the path",
                               std::strerror(system != 0 ? system : ENOENT)));
    default:
      if (system == ENOSPC || system == EDQUOT || system == EFBIG) {
        return error(base::ErrorCode::kNoSpace,
                     fmt::format("the record cannot grow ({}); make room and run the same command "
                                 "again, what was kept before is safe",
                                 std::strerror(system)));
      }
      return error(base::ErrorCode::kIo,
                   fmt::format("{}{}; check the disk and run this again", sqlite3_errmsg(handle),
                               system != 0 ? fmt::format(" ({})", std::strerror(system)) : ""));
  }
}

// The file names of an open connection's errors.
std::string path_of(sqlite3* handle) {
  const char* name = sqlite3_db_filename(handle, "main");
  return name != nullptr && *name != '\0' ? std::filesystem::path(name).filename().string()
                                          : "record";
}

// True where a program ended while it wrote, and what it left has to be put right before anything
// can be read, which takes a connection that may write.
bool is_left_half_written(sqlite3* handle) {
  (void)sqlite3_exec(handle, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
  const int code = sqlite3_extended_errcode(handle);
  return code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY ||
         code == SQLITE_READONLY_CANTINIT;
}

}  // namespace

void Query::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Query& Query::bind(int at, std::string_view text) {
  sqlite3_bind_text64(statement_.get(), at, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Query& Query::bind(int at, std::int64_t number) {
  sqlite3_bind_int64(statement_.get(), at, number);
  return *this;
}

Query& Query::bind(int at, const std::optional<std::string>& text) {
  if (text) return bind(at, std::string_view(*text));
  sqlite3_bind_null(statement_.get(), at);
  return *this;
}

base::Result<bool> Query::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  sqlite3* handle = sqlite3_db_handle(statement_.get());
  return std::unexpected(error_of(handle, path_of(handle)));
}

base::Result<void> Query::run() {
  const base::Result<bool> row = step();
  reset();
  if (!row) return std::unexpected(row.error());
  return {};
}

void Query::reset() { sqlite3_reset(statement_.get()); }

std::string_view Query::text(int at) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), at);
  const int size = sqlite3_column_bytes(statement_.get(), at);
  return bytes == nullptr
             ? std::string_view()
             : std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::int64_t Query::number(int at) const { return sqlite3_column_int64(statement_.get(), at); }

double Query::real(int at) const { return sqlite3_column_double(statement_.get(), at); }

std::optional<std::string> Query::maybe_text(int at) const {
  if (sqlite3_column_type(statement_.get(), at) == SQLITE_NULL) return std::nullopt;
  return std::string(text(at));
}

void Connection::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

base::Result<Connection> Connection::open(const std::string& path, OpenMode mode) {
  std::error_code ignored;
  if (mode != OpenMode::kCreate && !std::filesystem::exists(path, ignored)) {
    return base::fail(
        base::ErrorCode::kNotFound,
        path + ": no such record; make one with: parley read REPORTS --record " + path);
  }
  if (std::filesystem::is_directory(path, ignored)) {
    return base::fail(base::ErrorCode::kUsage, path + ": is a folder; name a file with --record");
  }
  Connection connection;
  connection.path_ = path;
  sqlite3* handle = nullptr;
  const int flags = mode == OpenMode::kCreate  ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                    : mode == OpenMode::kWrite ? SQLITE_OPEN_READWRITE
                                               : SQLITE_OPEN_READONLY;
  const int opened = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  connection.handle_.reset(handle);
  if (opened != SQLITE_OK) return std::unexpected(error_of(handle, path));
  sqlite3_extended_result_codes(handle, 0);
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  // cell_size_check finds damaged pages when they are read, not when they are used.
  const char* settings =
      mode == OpenMode::kRead
          ? "PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON; PRAGMA query_only=ON"
          : "PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON";
  if (const auto done = connection.run(settings); !done) return std::unexpected(done.error());
  if (mode == OpenMode::kRead && is_left_half_written(handle)) {
    const base::Result<Connection> mending = open(path, OpenMode::kWrite);
    if (mending)
      (void)sqlite3_exec(mending->handle_.get(), "SELECT count(*) FROM sqlite_schema", nullptr,
                         nullptr, nullptr);
  }
  return connection;
}

void Connection::wait_at_most(std::chrono::milliseconds time) {
  sqlite3_busy_timeout(handle_.get(), static_cast<int>(time.count()));
}

base::Result<void> Connection::add_ranking() {
  if (ranks_) return {};
  if (add_rank_function(handle_.get()) != SQLITE_OK) {
    return std::unexpected(error_of(handle_.get(), path_));
  }
  ranks_ = true;
  return {};
}

base::Result<void> Connection::run(const char* sql) {
  if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  return std::unexpected(error_of(handle_.get(), path_));
}

base::Result<Query> Connection::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
    return std::unexpected(error_of(handle_.get(), path_));
  }
  return Query(statement);
}

base::Result<std::int64_t> Connection::number(std::string_view sql) {
  base::Result<Query> query = prepare(sql);
  if (!query) return std::unexpected(query.error());
  const base::Result<bool> row = query->step();
  if (!row) return std::unexpected(row.error());
  return *row ? query->number(0) : 0;
}

std::int64_t Connection::last_row() const { return sqlite3_last_insert_rowid(handle_.get()); }

base::Result<Transaction> Transaction::begin(Connection& connection) {
  if (const auto begun = connection.run("BEGIN IMMEDIATE"); !begun) {
    return std::unexpected(begun.error());
  }
  return Transaction(connection);
}

Transaction::~Transaction() {
  if (connection_ != nullptr) (void)connection_->run("ROLLBACK");
}

base::Result<void> Transaction::commit() {
  const base::Result<void> done = connection_->run("COMMIT");
  if (done) connection_ = nullptr;
  return done;
}

}  // namespace parley::record
