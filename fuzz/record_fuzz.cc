// A record that somebody else made, or a disk has damaged: a small one is made once, changed as the
// input says, and everything is asked of it. An error is an answer; nothing else may go wrong.
//
// The first byte says how the input is read: even, as changes of the file, four bytes each (where,
// a 24-bit number modulo its size, and what is written there); odd, as a text that takes the place
// of a column's value, the second byte naming column and row.
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "parley/engine/check.h"
#include "parley/engine/decide.h"
#include "parley/record/record.h"
#include "parley/record/sample_reading.h"
#include "parley/story/derive.h"
#include "parley/views/brief.h"

namespace {

using namespace parley;

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kColumns = {{
    {"findings", "finding"},
    {"derived_a", "item"},
    {"derived_b", "item"},
    {"articles", "text"},
    {"articles", "issues"},
    {"articles", "authors"},
    {"articles", "published"},
    {"articles", "sha256"},
    {"findings", "id"},
    {"meta", "value"},
    {"decisions", "target"},
    {"decisions", "value"},
}};

// A file of this process, in memory where the system has such a folder.
class File {
 public:
  File() {
    const std::filesystem::path shared = "/dev/shm";
    std::error_code ignored;
    const std::filesystem::path folder = std::filesystem::is_directory(shared, ignored)
                                             ? shared
                                             : std::filesystem::temp_directory_path();
    path_ = (folder / ("parley_record_fuzz_" + std::to_string(getpid()))).string();
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { remove(); }

  void remove() const {
    for (const char* suffix : {"", "-wal", "-shm"}) unlink((path_ + suffix).c_str());
  }
  void write(const std::string& bytes) const {
    remove();
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  [[nodiscard]] std::string read() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Three articles with every kind of finding, a decision, and what follows from them.
std::string sound_record(const File& file) {
  file.remove();
  {
    record::Record record = record::Record::create_or_open(file.path()).value();
    const std::array readings = {
        record::sample_reading("a1"), record::sample_reading("a2", "Coast Radio"),
        record::sample_reading("a3", "Example Wire", "The depot stays shut.\n")};
    if (!record.add(readings) || !story::bring_up_to_date(record)) std::abort();
    engine::Order order;
    order.kind = story::DecisionKind::kReject;
    order.targets = {"1"};
    order.reason = "The report speaks of another board.";
    order.by = "Example Desk";
    order.at = "2025-03-15T09:00:00Z";
    const auto decision = engine::make_decision(record, order);
    if (!decision || !engine::decide(record, std::array{*decision})) std::abort();
  }
  // Closing the last connection has put the journal into the file.
  return file.read();
}

void ask_all(const std::string& path) {
  base::Result<record::Record> record = record::Record::open_to_read(path);
  if (!record) return;
  (void)record->damage();
  std::string id;
  (void)record->each_article([&](const record::StoredArticle& stored) {
    id = stored.article.id;
    return true;
  });
  (void)record->findings(id);
  (void)record->each_derived("", [](const record::DerivedRow&) {});
  (void)record->search("\"workers\" OR talks", 5);
  (void)views::make_brief(*record, 5);
  (void)engine::check_record(*record);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const File file;
  static const std::string sound = sound_record(file);
  if (size < 2) return 0;
  std::string image = sound;
  if (data[0] % 2 == 0) {
    for (std::size_t at = 1; at + 4 <= size; at += 4) {
      const std::size_t where = data[at] | data[at + 1] << 8U | data[at + 2] << 16U;
      image[where % image.size()] = static_cast<char>(data[at + 3]);
    }
    file.write(image);
  } else {
    file.write(image);
    const auto& [table, column] = kColumns[data[1] % kColumns.size()];
    base::Result<record::Connection> connection =
        record::Connection::open(file.path(), record::OpenMode::kWrite);
    if (!connection) std::abort();
    const std::string from = std::string(table);
    base::Result<record::Query> change = connection->prepare(
        "UPDATE " + from + " SET " + std::string(column) +
        " = ?1 WHERE rowid IN (SELECT rowid FROM " + from + " LIMIT 1 OFFSET ?2)");
    // Of a table without row numbers, all rows.
    if (!change)
      change = connection->prepare("UPDATE " + from + " SET " + std::string(column) + " = ?1");
    if (!change) return 0;
    change->bind(1, std::string_view(reinterpret_cast<const char*>(data) + 2, size - 2));
    change->bind(2, std::int64_t{data[1] / static_cast<std::int64_t>(kColumns.size())});
    (void)change->run();
  }
  ask_all(file.path());
  return 0;
}
