// A record file: opened, made, checked, and what it knows of itself.
#include "parley/record/record.h"

#include <fmt/format.h>

#include "parley/record/schema.h"

namespace parley::record {
namespace {

// SQLite before 3.51.3 can corrupt a record that two processes write in WAL mode.
#ifdef PARLEY_SYSTEM_SQLITE
constexpr const char* kJournal =
    "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL";
#else
constexpr const char* kJournal = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL";
#endif

// Rows of a kilobyte and more fit into a page of this size; into SQLite's usual one of 4 KiB they
// do not, and each would take a page of its own besides.
constexpr const char* kPage = "PRAGMA page_size=8192";

}  // namespace

base::Result<Record> Record::create_or_open(const std::string& path) {
  return open(path, OpenMode::kCreate);
}
base::Result<Record> Record::open_to_read(const std::string& path) {
  return open(path, OpenMode::kRead);
}
base::Result<Record> Record::open_to_write(const std::string& path) {
  return open(path, OpenMode::kWrite);
}

base::Result<Record> Record::open(const std::string& path, OpenMode mode) {
  base::Result<Connection> connection = Connection::open(path, mode);
  if (!connection) return std::unexpected(connection.error());
  Record record(std::move(*connection));
  if (const auto done = record.prepare_schema(mode); !done) return std::unexpected(done.error());
  return record;
}

base::Result<void> Record::prepare_schema(OpenMode mode) {
  const auto tables = connection_.number("SELECT count(*) FROM sqlite_schema");
  if (!tables) return std::unexpected(tables.error());
  const auto application = connection_.number("PRAGMA application_id");
  if (!application) return std::unexpected(application.error());
  const auto version = connection_.number("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  const bool fresh = *tables == 0 && *application == 0;
  if (!fresh && *application != kApplicationId) {
    return base::fail(base::ErrorCode::kDamaged,
                      path() + ": this file is no Parley record; name another file with --record");
  }
  if (*version > kSchemaVersion) {
    return base::fail(
        base::ErrorCode::kTooNew,
        fmt::format("{}: made by a newer Parley (record version {}, this program reads up to {}); "
                    "update parley, the record was left as it is",
                    path(), *version, kSchemaVersion));
  }
  if (mode == OpenMode::kRead) {
    if (!fresh) return {};
    return base::fail(
        base::ErrorCode::kNotFound,
        path() + ": the record is empty; fill it with: parley read REPORTS --record " + path());
  }
  if (fresh) {
    if (const auto set = connection_.run(kPage); !set) return set;
  }
  if (const auto set = connection_.run(kJournal); !set) return set;
  if (!fresh) return *version < kSchemaVersion ? upgrade() : base::Result<void>();
  base::Result<Transaction> transaction = Transaction::begin(connection_);
  if (!transaction) return std::unexpected(transaction.error());
  // Another process may have made it since.
  const auto now = connection_.number("SELECT count(*) FROM sqlite_schema");
  if (!now) return std::unexpected(now.error());
  if (*now > 0) return {};
  if (const auto made = connection_.run(kSchema); !made) return made;
  const std::string marks = fmt::format("PRAGMA application_id={}; PRAGMA user_version={}",
                                        kApplicationId, kSchemaVersion);
  if (const auto marked = connection_.run(marks.c_str()); !marked) return marked;
  if (const auto set = set_meta("generation", "0"); !set) return set;
  return transaction->commit();
}

base::Result<void> Record::set_meta(Connection& connection, const std::string& key,
                                    const std::string& value) {
  base::Result<Query> query =
      connection.prepare("INSERT OR REPLACE INTO meta(key, value) VALUES(?1, ?2)");
  if (!query) return std::unexpected(query.error());
  query->bind(1, std::string_view(key)).bind(2, std::string_view(value));
  return query->run();
}

base::Result<std::map<std::string, std::string>> Record::watched() {
  std::map<std::string, std::string> out;
  base::Result<Query> query = connection_.prepare(
      "SELECT substr(key, 7), value FROM meta WHERE key >= 'watch:' AND key < 'watch;'");
  if (!query) return std::unexpected(query.error());
  while (true) {
    const base::Result<bool> row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return out;
    out.emplace(query->text(0), query->text(1));
  }
}

base::Result<void> Record::keep_watched(const std::map<std::string, std::string>& feeds) {
  base::Result<Transaction> transaction = Transaction::begin(connection_);
  if (!transaction) return std::unexpected(transaction.error());
  for (const auto& [address, state] : feeds) {
    if (const auto set = set_meta("watch:" + address, state); !set) return set;
  }
  return transaction->commit();
}

base::Result<std::string> Record::meta(const std::string& key) {
  base::Result<Query> query = connection_.prepare("SELECT value FROM meta WHERE key = ?1");
  if (!query) return std::unexpected(query.error());
  query->bind(1, std::string_view(key));
  const base::Result<bool> row = query->step();
  if (!row) return std::unexpected(row.error());
  return *row ? std::string(query->text(0)) : std::string();
}

base::Result<Query*> Record::kept(std::optional<Query>& slot, std::string_view sql) {
  if (!slot) {
    base::Result<Query> query = connection_.prepare(sql);
    if (!query) return std::unexpected(query.error());
    slot.emplace(std::move(*query));
  }
  return &*slot;
}

base::Result<std::int64_t> Record::generation() {
  return connection_.number("SELECT value FROM meta WHERE key = 'generation'");
}

base::Result<void> Record::grow() {
  const auto generation = this->generation();
  if (!generation) return std::unexpected(generation.error());
  return set_meta("generation", std::to_string(*generation + 1));
}

base::Result<std::vector<std::string>> Record::damage() {
  base::Result<Query> query = connection_.prepare("PRAGMA integrity_check");
  if (!query) return std::unexpected(query.error());
  std::vector<std::string> lines;
  while (true) {
    const base::Result<bool> row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    if (query->text(0) != "ok") lines.emplace_back(query->text(0));
  }
  base::Result<Query> dangling = connection_.prepare("PRAGMA foreign_key_check");
  if (!dangling) return std::unexpected(dangling.error());
  while (true) {
    const base::Result<bool> row = dangling->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return lines;
    lines.push_back(fmt::format("a row of {} belongs to no article", dangling->text(0)));
  }
}

}  // namespace parley::record
