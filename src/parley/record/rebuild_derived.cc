// The rows over all articles stand in one of two tables while the other one is filled, piece by
// piece, each piece in a transaction of its own; a last one says that the other table counts from
// now on. Who else writes waits for a piece, and a program that ends in the middle leaves the rows
// that counted before. Ids come in no order, so their index is made once the rows are there: kept
// up to date row by row, most of it would be written again with every piece.
#include <string>
#include <utility>

#include "parley/record/record.h"

namespace parley::record {
namespace {

constexpr std::size_t kPieceBytes = 2UL << 20;
constexpr int kFreeTries = 2;  // that others may disturb; the next one keeps them waiting

}  // namespace

// Undoes what was not committed and lets go of the articles as they were when the build began.
class Record::Snapshot {
 public:
  static base::Result<Snapshot> take(Connection& connection) {
    if (const auto begun = connection.run("BEGIN"); !begun) return std::unexpected(begun.error());
    return Snapshot(connection);
  }
  Snapshot(Snapshot&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}
  Snapshot& operator=(Snapshot&&) = delete;
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  ~Snapshot() {
    if (connection_ != nullptr) (void)connection_->run("ROLLBACK");
  }

 private:
  explicit Snapshot(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

base::Result<void> Record::replace_derived(std::span<const DerivedRow> rows) {
  return rebuild_derived([&](DerivedWriter& writer) -> base::Result<void> {
    for (const DerivedRow& row : rows) writer.add(row);
    return {};
  });
}

base::Result<void> Record::rebuild_derived(
    const std::function<base::Result<void>(DerivedWriter&)>& make) {
  for (int attempt = 0; can_be_shared() && attempt < kFreeTries; ++attempt) {
    const base::Result<Rebuilt> rebuilt = rebuild_beside_others(make);
    if (!rebuilt) return std::unexpected(rebuilt.error());
    if (*rebuilt != Rebuilt::kOutrun) return {};
  }
  base::Result<Transaction> transaction = Transaction::begin(connection_);
  if (!transaction) return std::unexpected(transaction.error());
  base::Result<Build> build = begin_build(connection_);
  if (!build) return std::unexpected(build.error());
  {
    DerivedWriter writer(connection_, *build, /*alone=*/true);
    if (const auto made = make(writer); !made) return made;
    if (const auto ended = writer.end(); !ended) return ended;
  }
  if (const auto ended = end_build(connection_, *build); !ended) return ended;
  return transaction->commit();
}

base::Result<Record::Rebuilt> Record::rebuild_beside_others(
    const std::function<base::Result<void>(DerivedWriter&)>& make) {
  base::Result<Record> other = open(path(), OpenMode::kWrite);
  if (!other) return std::unexpected(other.error());
  Connection& writing = other->connection_;
  base::Result<Build> build = [&]() -> base::Result<Build> {
    base::Result<Transaction> transaction = Transaction::begin(writing);
    if (!transaction) return std::unexpected(transaction.error());
    base::Result<Build> begun = begin_build(writing);
    if (!begun) return begun;
    if (const auto done = transaction->commit(); !done) return std::unexpected(done.error());
    return begun;
  }();
  if (!build) return std::unexpected(build.error());
  {
    // All articles as they are now, whatever others add meanwhile.
    const base::Result<Snapshot> snapshot = Snapshot::take(connection_);
    if (!snapshot) return std::unexpected(snapshot.error());
    const auto generation = this->generation();
    if (!generation) return std::unexpected(generation.error());
    if (*generation != build->generation) return Rebuilt::kOutrun;
    DerivedWriter writer(writing, *build, /*alone=*/false);
    if (const auto made = make(writer); !made) return std::unexpected(made.error());
    if (const auto ended = writer.end(); !ended) return std::unexpected(ended.error());
    if (writer.overtaken()) return Rebuilt::kOvertaken;
  }
  base::Result<Transaction> transaction = Transaction::begin(writing);
  if (!transaction) return std::unexpected(transaction.error());
  if (const auto own = writing.number("SELECT value FROM meta WHERE key = 'derived_build'"); !own) {
    return std::unexpected(own.error());
  } else if (*own != build->number) {
    return Rebuilt::kOvertaken;
  }
  const auto now = other->generation();
  if (!now) return std::unexpected(now.error());
  if (*now != build->generation) return Rebuilt::kOutrun;
  if (const auto ended = end_build(writing, *build); !ended) {
    return std::unexpected(ended.error());
  }
  if (const auto done = transaction->commit(); !done) return std::unexpected(done.error());
  return Rebuilt::kDone;
}

bool Record::can_be_shared() const {
#ifdef PARLEY_SYSTEM_SQLITE
  return false;
#else
  return path() != ":memory:";
#endif
}

base::Result<Build> Record::begin_build(Connection& connection) {
  Build build;
  const auto before =
      connection.number("SELECT value IS 'derived_b' FROM meta WHERE key = 'derived_table'");
  if (!before) return std::unexpected(before.error());
  build.table = *before == 1 ? "derived_a" : "derived_b";
  const auto last = connection.number("SELECT value FROM meta WHERE key = 'derived_build'");
  if (!last) return std::unexpected(last.error());
  build.number = *last + 1;
  const auto generation = connection.number("SELECT value FROM meta WHERE key = 'generation'");
  if (!generation) return std::unexpected(generation.error());
  build.generation = *generation;
  // Without a condition, so that the pages go at once and not row by row.
  const std::string clear =
      "DROP INDEX IF EXISTS " + build.table + "_by_id; DELETE FROM " + build.table;
  if (const auto cleared = connection.run(clear.c_str()); !cleared) {
    return std::unexpected(cleared.error());
  }
  const auto set = set_meta(connection, "derived_build", std::to_string(build.number));
  if (!set) return std::unexpected(set.error());
  return build;
}

base::Result<void> Record::end_build(Connection& connection, const Build& build) {
  const auto counts = set_meta(connection, "derived_table", build.table);
  if (!counts) return counts;
  const auto set = set_meta(connection, "derived_generation", std::to_string(build.generation));
  if (!set) return set;
  const std::string other = build.table == "derived_a" ? "derived_b" : "derived_a";
  return connection.run(("DELETE FROM " + other).c_str());
}

DerivedWriter::DerivedWriter(Connection& connection, const Build& build, bool alone)
    : connection_(connection), build_(build), alone_(alone) {}

DerivedWriter::~DerivedWriter() {
  if (open_) (void)connection_.run("ROLLBACK");
}

bool DerivedWriter::is_over() const { return failure_ || overtaken_; }

Query* DerivedWriter::kept(std::optional<Query>& slot, std::string_view before,
                           std::string_view behind) {
  if (is_over()) return nullptr;
  if (!slot) {
    base::Result<Query> query =
        connection_.prepare(std::string(before) + build_.table + std::string(behind));
    if (!query) {
      failure_ = query.error();
      return nullptr;
    }
    slot.emplace(std::move(*query));
  }
  return &*slot;
}

void DerivedWriter::take(const base::Result<void>& done) {
  if (!done && !failure_) failure_ = done.error();
}

bool DerivedWriter::begin() {
  if (alone_ || open_) return !is_over();
  take(connection_.run("BEGIN IMMEDIATE"));
  if (is_over()) return false;
  open_ = true;
  opened_ = Clock::now();
  const auto now = connection_.number("SELECT value FROM meta WHERE key = 'derived_build'");
  if (!now) failure_ = now.error();
  // Another program began a build: its rows will be the newer ones.
  overtaken_ = now && *now != build_.number;
  return !is_over();
}

void DerivedWriter::commit() {
  if (!open_ || is_over()) return;
  take(connection_.run("COMMIT"));
  if (!failure_) open_ = false;
}

void DerivedWriter::add(DerivedRow row) {
  if (is_over()) return;
  pending_bytes_ += row.json.size() + row.id.size() + sizeof row;
  pending_.push_back(std::move(row));
  if (pending_bytes_ >= kPieceBytes) write_pending();
}

void DerivedWriter::write_pending() {
  if (pending_.empty() || !begin()) return;
  Query* query = kept(insert_, "INSERT INTO ",
                      "(type, position, id, number, item) VALUES(?1, ?2, ?3, ?4, ?5)");
  for (const DerivedRow& row : pending_) {
    if (query == nullptr || is_over()) return;
    query->bind(1, std::string_view(row.type)).bind(2, rows_[row.type]++);
    query->bind(3, std::string_view(row.id)).bind(4, row.number);
    query->bind(5, std::string_view(row.json));
    take(query->run());
  }
  pending_.clear();
  pending_bytes_ = 0;
  commit();
}

void DerivedWriter::index_ids() {
  write_pending();
  if (indexed_ || !begin()) return;
  take(connection_.run(
      ("CREATE INDEX " + build_.table + "_by_id ON " + build_.table + "(id)").c_str()));
  indexed_ = !failure_;
  commit();
}

base::Result<void> DerivedWriter::end() {
  index_ids();
  commit();
  if (failure_) return std::unexpected(*failure_);
  return {};
}

// Changes come one by one and quickly: many share a transaction, for as long as others may wait.
void DerivedWriter::change(Query* query) {
  if (query == nullptr) return;
  take(query->run());
  if (open_ && Clock::now() - opened_ >= kLongestWait) commit();
}

void DerivedWriter::replace(const DerivedRow& row) {
  write_pending();
  if (!begin()) return;
  Query* query = kept(replace_, "UPDATE ", " SET item = ?3 WHERE number = ?2 AND type = ?1");
  if (query == nullptr) return;
  query->bind(1, std::string_view(row.type)).bind(2, row.number);
  query->bind(3, std::string_view(row.json));
  change(query);
}

void DerivedWriter::erase(std::string_view type, std::int64_t number) {
  write_pending();
  if (!begin()) return;
  Query* query = kept(erase_, "DELETE FROM ", " WHERE number = ?2 AND type = ?1");
  if (query == nullptr) return;
  query->bind(1, type).bind(2, number);
  change(query);
}

}  // namespace parley::record
