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

// A row over all articles, ready for export.
struct DerivedRow {
  std::string type;
  std::string id;
  std::int64_t number = 0;
  std::string json;  // one object

  friend bool operator==(const DerivedRow&, const DerivedRow&) = default;
};

// Takes in derived rows one by one, each type in the order of its rows. What was taken in can be
// found and changed. A call that fails makes all later ones do nothing; Record::rebuild_derived()
// then gives the failure.
class DerivedWriter {
 public:
  void add(const DerivedRow& row);
  // The first row of `type` with this id.
  [[nodiscard]] std::optional<DerivedRow> find(std::string_view type, std::string_view id);
  void each(std::string_view type, const std::function<void(const DerivedRow&)>& visit);
  // The row of this type and number holds `row.json` from now on.
  void replace(const DerivedRow& row);
  void erase(std::string_view type, std::int64_t number);
  [[nodiscard]] const std::optional<base::Error>& failure() const { return failure_; }

 private:
  friend class Record;
  explicit DerivedWriter(Connection& connection) : connection_(connection) {}
  Query* kept(std::optional<Query>& slot, std::string_view sql);
  bool succeeded(const base::Result<void>& done);

  Connection& connection_;
  std::optional<base::Error> failure_;
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

  // Adds what is new in one transaction: all of it or, on failure, nothing. With `again`, a reading
  // takes the place of what the record holds under its id, whatever its text.
  base::Result<Added> add(std::span<const Reading> readings, bool again = false);
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
  // Puts the rows that `make` writes in the place of those stored, all or, on failure, none. Other
  // writers wait meanwhile, so that the rows follow from all that is stored.
  base::Result<void> rebuild_derived(const std::function<base::Result<void>(DerivedWriter&)>& make);
  // The rows of `type` ("" for all types) in their order.
  base::Result<std::vector<DerivedRow>> derived(const std::string& type);
  base::Result<std::optional<DerivedRow>> derived_numbered(std::int64_t number);
  base::Result<std::optional<DerivedRow>> derived_called(const std::string& id);
  base::Result<std::string> meta(const std::string& key);

  // Sentences that match an FTS5 expression, best first, ties by article and place.
  base::Result<std::vector<SentenceHit>> search(const std::string& expression, std::size_t limit);

  // What SQLite itself finds wrong with the file, one line each; empty where it is sound.
  base::Result<std::vector<std::string>> damage();

  [[nodiscard]] const std::string& path() const { return connection_.path(); }

 private:
  explicit Record(Connection connection) : connection_(std::move(connection)) {}
  static base::Result<Record> open(const std::string& path, OpenMode mode);
  base::Result<void> prepare_schema(OpenMode mode);
  base::Result<void> set_meta(const std::string& key, const std::string& value);
  // Of the article called `id`, or of all.
  base::Result<void> read_articles(const std::optional<std::string>& id,
                                   const std::function<bool(const StoredArticle&)>& visit);
  base::Result<void> read_findings(const std::optional<std::string>& article,
                                   std::optional<Layer> layer,
                                   const std::function<bool(const StoredFinding&)>& visit);
  base::Result<void> grow();  // the generation
  // `number` 0: a new one.
  base::Result<void> insert(const Reading& reading, const std::string& digest,
                            std::int64_t number = 0);
  base::Result<void> remove(std::int64_t number);
  // Prepares `sql` once and keeps it in `slot`.
  base::Result<Query*> kept(std::optional<Query>& slot, std::string_view sql);

  Connection connection_;
  std::optional<std::int64_t> read_from_;  // the last article's number when begin_read() was called
  std::optional<Query> find_article_, insert_article_, insert_block_, insert_sentence_,
      insert_words_, insert_finding_, text_of_, finding_json_;
};

}  // namespace parley::record
