// The record: one SQLite file that holds every article read, what was found in it, and what
// follows.
//
//   auto record = Record::create_or_open("talks.parley");
//   record->add(readings);                // one transaction; what is there already changes nothing
//   for (each article in record->articles()) …
//
// The only module that speaks SQL. Nothing here depends on the order in which articles were added:
// everything is handed out sorted by article id. A Record belongs to one thread. docs/formats/
// record.md describes the file.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parley/base/result.h"
#include "parley/record/decision.h"
#include "parley/record/finding.h"
#include "parley/record/reading.h"
#include "parley/record/sqlite.h"

namespace parley::record {

struct StoredArticle {
  text::Article article;
  std::int64_t number = 0;            // in this record alone
  std::string sha256;                 // as stored; check compares it with the text
  std::vector<text::Span> sentences;  // in text order
};

struct StoredFinding {
  std::string article;  // id
  Finding finding;
};

// An article with all that is stored of it, as another record takes it in.
struct StoredReading {
  StoredArticle stored;
  std::vector<Finding> findings;  // by layer and position
};

// A row over all articles, ready for export.
struct DerivedRow {
  std::string type;
  std::string id;
  std::int64_t number = 0;
  std::string json;  // one object

  friend bool operator==(const DerivedRow&, const DerivedRow&) = default;
};

// Derived rows on their way into a record.
struct Build {
  std::string table;            // that is filled
  std::int64_t number = 0;      // greater than that of every build begun before
  std::int64_t generation = 0;  // of the record that the rows follow from
};

// Takes in derived rows one by one, each type in the order of its rows. What was taken in can be
// found and changed. A call that fails makes all later ones do nothing; Record::rebuild_derived()
// then gives the failure. So does one after another program began to build the same rows.
class DerivedWriter {
 public:
  DerivedWriter(const DerivedWriter&) = delete;
  DerivedWriter& operator=(const DerivedWriter&) = delete;
  ~DerivedWriter();

  void add(DerivedRow row);
  // The first row of `type` with this id.
  [[nodiscard]] std::optional<DerivedRow> find(std::string_view type, std::string_view id);
  void each(std::string_view type, const std::function<void(const DerivedRow&)>& visit);
  // The row of this type and number holds `row.json` from now on.
  void replace(const DerivedRow& row);
  void erase(std::string_view type, std::int64_t number);
  [[nodiscard]] const std::optional<base::Error>& failure() const { return failure_; }

 private:
  friend class Record;
  using Clock = std::chrono::steady_clock;
  static constexpr Clock::duration kLongestWait = std::chrono::milliseconds(200);

  // `alone`: one transaction around all is open already.
  DerivedWriter(Connection& connection, const Build& build, bool alone);
  // A statement on the table that is filled, prepared once; null where nothing is done any more.
  Query* kept(std::optional<Query>& slot, std::string_view before, std::string_view behind);
  bool begin();
  void commit();
  void write_pending();
  void index_ids();
  void change(Query* query);
  void take(const base::Result<void>& done);
  base::Result<void> end();
  [[nodiscard]] bool is_over() const;
  [[nodiscard]] bool overtaken() const { return overtaken_; }

  Connection& connection_;
  Build build_;
  bool alone_;
  bool open_ = false;  // a transaction of this writer
  Clock::time_point opened_;
  bool overtaken_ = false;
  bool indexed_ = false;  // what was written can be found by id
  std::optional<base::Error> failure_;
  std::vector<DerivedRow> pending_;
  std::size_t pending_bytes_ = 0;
  std::map<std::string, std::int64_t, std::less<>> rows_;  // of each type so far
  std::optional<Query> insert_, find_, replace_, erase_;
};

struct SentenceHit {
  std::string article;
  text::Span span;
};

struct Added {
  std::size_t articles = 0;  // new in the record
  std::size_t known = 0;     // there already, with the same text
  std::size_t replaced = 0;  // there already, read anew
  std::vector<std::size_t>
      taken;  // indices of readings whose id the record holds with another text
};

class Record {
 public:
  // Opens `path` for writing, making it where it is missing or empty.
  static base::Result<Record> create_or_open(const std::string& path);
  static base::Result<Record> open_to_read(const std::string& path);
  static base::Result<Record> open_to_write(const std::string& path);
  // How long a call waits for another program that writes before it fails with kBusy; half a minute
  // where not called.
  void wait_at_most(std::chrono::milliseconds time) { connection_.wait_at_most(time); }

  // Adds what is new in one transaction: all of it or, on failure, nothing. With `again`, a reading
  // takes the place of what the record holds under its id, whatever its text.
  base::Result<Added> add(std::span<const Reading> readings, bool again = false);
  // The same for what another record holds; numbers of articles are given anew.
  base::Result<Added> add_stored(std::span<const StoredReading> readings);
  // What is added from now on is one read: articles_of_last_read() gives what the latest read that
  // added something brought, by id.
  base::Result<void> begin_read();
  base::Result<std::set<std::string>> articles_of_last_read();
  // The digest of each stored article's text, by the article's id.
  base::Result<std::unordered_map<std::string, std::string>> digests();

  // Both sorted by article id; findings then by layer and position.
  base::Result<void> each_article(const std::function<bool(const StoredArticle&)>& visit);
  base::Result<void> each_finding(const std::function<bool(const StoredFinding&)>& visit);

  // The findings of one layer, by article id and position.
  base::Result<void> each_finding(Layer layer,
                                  const std::function<bool(const StoredFinding&)>& visit);

  // The text of the article of this number, and the JSON of one finding of it; "" where there is
  // none.
  base::Result<std::string> text_of(std::int64_t number);
  // The article of this number without its text, blocks and sentences.
  base::Result<std::optional<StoredArticle>> head_of(std::int64_t number);
  base::Result<std::string> finding_json(std::int64_t number, Layer layer, const std::string& id);

  // One article, none where there is no such id; and its findings by layer and position.
  base::Result<std::optional<StoredArticle>> article(const std::string& id);
  base::Result<std::vector<StoredFinding>> findings(const std::string& article);

  // What is kept of each feed that is watched, by its address: a JSON object of engine/watch.h.
  base::Result<std::map<std::string, std::string>> watched();
  // Adds or replaces, in one transaction. Changes nothing that is derived.
  base::Result<void> keep_watched(const std::map<std::string, std::string>& feeds);

  // By time, then id.
  base::Result<std::vector<Decision>> decisions();
  // Adds those that are new in one transaction and gives their count. What they do shows once the
  // derived rows are built anew.
  base::Result<std::size_t> decide(std::span<const Decision> decisions);

  // Grows with each batch that added articles and with each decision.
  base::Result<std::int64_t> generation();
  // True where the derived rows were built from what is stored now.
  base::Result<bool> derived_is_current();
  base::Result<void> replace_derived(std::span<const DerivedRow> rows);
  // Puts the rows that `make` writes in the place of those stored, all or, on failure, none.
  // `make` sees the record as it is when the build begins; others may write meanwhile and wait for
  // a piece of the rows at most. Where they have written, `make` is called anew; the third time
  // they wait until it is done. Where another program begins the same, that one's rows will count,
  // and they may be missing still when this returns.
  base::Result<void> rebuild_derived(const std::function<base::Result<void>(DerivedWriter&)>& make);
  // The rows of `type` ("" for all types) in their order, one at a time.
  base::Result<void> each_derived(const std::string& type,
                                  const std::function<void(const DerivedRow&)>& visit);
  // The rows of `type` ("" for all types) in their order.
  base::Result<std::vector<DerivedRow>> derived(const std::string& type);
  base::Result<std::optional<DerivedRow>> derived_numbered(std::int64_t number);
  // About how many rows there are; 0 for none. Constant.
  base::Result<std::int64_t> greatest_derived_number();
  base::Result<std::optional<DerivedRow>> derived_called(const std::string& id);
  base::Result<std::string> meta(const std::string& key);

  // Sentences that match an FTS5 expression, best first, ties by article and place. Where more than
  // kMostWeighed match (and more than `limit`), so many of the latest published are weighed. Time
  // grows with these, not with the record.
  static constexpr std::size_t kMostWeighed = 2000;
  base::Result<std::vector<SentenceHit>> search(const std::string& expression, std::size_t limit);

  // What SQLite itself finds wrong with the file, one line each; empty where it is sound.
  base::Result<std::vector<std::string>> damage();

  [[nodiscard]] const std::string& path() const { return connection_.path(); }

 private:
  explicit Record(Connection connection) : connection_(std::move(connection)) {}
  static base::Result<Record> open(const std::string& path, OpenMode mode);
  base::Result<void> prepare_schema(OpenMode mode);
  base::Result<void> upgrade();
  base::Result<void> number_sentences_anew();
  base::Result<void> set_meta(const std::string& key, const std::string& value) {
    return set_meta(connection_, key, value);
  }
  static base::Result<void> set_meta(Connection& connection, const std::string& key,
                                     const std::string& value);

  enum class Rebuilt : std::uint8_t { kDone, kOutrun, kOvertaken };
  class Snapshot;
  base::Result<Rebuilt> rebuild_beside_others(
      const std::function<base::Result<void>(DerivedWriter&)>& make);
  // True where a second connection can write while this one reads.
  [[nodiscard]] bool can_be_shared() const;
  static base::Result<Build> begin_build(Connection& connection);
  static base::Result<void> end_build(Connection& connection, const Build& build);
  // Of the article called `id`, or of all.
  base::Result<void> read_articles(const std::optional<std::string>& id,
                                   const std::function<bool(const StoredArticle&)>& visit);
  base::Result<void> read_findings(const std::optional<std::string>& article,
                                   std::optional<Layer> layer,
                                   const std::function<bool(const StoredFinding&)>& visit);
  base::Result<void> grow();  // the generation
  // What add() is given, ready to be stored.
  struct Entry {
    const text::Article* article = nullptr;
    std::string digest;
    std::vector<text::Span> sentences;
    std::vector<Finding> findings;
    std::function<void(Entry&)> fill;  // where the two above are made only once they are needed
  };
  base::Result<Added> add_all(std::size_t size, bool again,
                              const std::function<Entry(std::size_t)>& entry_at);
  // `at`: its place among those given.
  base::Result<void> add_one(Entry& entry, std::size_t at, bool again, Added& added);
  // `number` 0: a new one.
  base::Result<void> insert(const text::Article& article, const std::string& digest,
                            std::span<const text::Span> sentences,
                            std::span<const Finding> findings, std::int64_t number);
  // With their words, from the article's text.
  base::Result<void> insert_sentences(const text::Article& article, std::int64_t number,
                                      std::span<const text::Span> sentences);
  base::Result<void> remove(std::int64_t number);
  // Prepares `sql` once and keeps it in `slot`.
  base::Result<Query*> kept(std::optional<Query>& slot, std::string_view sql);

  Connection connection_;
  std::optional<std::int64_t> read_from_;  // the last article's number when begin_read() was called
  std::optional<Query> find_article_, insert_article_, insert_block_, insert_sentence_,
      number_taken_, insert_words_, insert_finding_, text_of_, head_of_, finding_json_;
};

}  // namespace parley::record
