#include "parley/record/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "parley/base/json_writer.h"
#include "parley/base/sha256.h"
#include "parley/record/schema.h"
#include "parley/record/sentence_number.h"

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

std::optional<std::string> as_text(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(std::string(text));
}

std::string authors_json(const text::Article& article) {
  base::JsonWriter json;
  json.begin_array();
  for (const std::string& author : article.authors) json.value(author);
  json.end_array();
  return json.take();
}

std::string issues_json(const text::Article& article) {
  base::JsonWriter json;
  json.begin_array();
  for (const text::Issue& issue : article.issues) {
    json.begin_object().field("kind", issue.kind).field("message", issue.message);
    if (issue.span) json.field("start", issue.span->start).field("end", issue.span->end);
    json.end_object();
  }
  json.end_array();
  return json.take();
}

void read_authors(std::string_view json, text::Article& article) {
  const nlohmann::json list = nlohmann::json::parse(json, nullptr, false);
  if (!list.is_array()) return;
  for (const auto& author : list) {
    if (author.is_string()) article.authors.push_back(author.get<std::string>());
  }
}

void read_issues(std::string_view json, text::Article& article) {
  const nlohmann::json list = nlohmann::json::parse(json, nullptr, false);
  if (!list.is_array()) return;
  for (const auto& row : list) {
    if (!row.is_object()) continue;
    text::Issue issue;
    issue.kind = row.value("kind", "");
    issue.message = row.value("message", "");
    if (row.contains("start") && row["start"].is_number_unsigned() && row.contains("end") &&
        row["end"].is_number_unsigned()) {
      issue.span = text::Span{row["start"].get<std::uint32_t>(), row["end"].get<std::uint32_t>()};
    }
    article.issues.push_back(std::move(issue));
  }
}

// The value of `Enum` called `name`; `fallback` where there is none.
template <typename Enum>
Enum named(std::string_view name, std::uint8_t last, Enum fallback) {
  for (std::uint8_t i = 0; i <= last; ++i) {
    if (name_of(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
  }
  return fallback;
}

// What is known of an article besides its text, in the order of read_head().
constexpr std::string_view kHead =
    "id, sha256, input, url, outlet, title, authors, language, published, published_precision, "
    "published_basis, issues";

void read_head(const Query& query, StoredArticle& stored) {
  text::Article& article = stored.article;
  article.id = query.text(0);
  stored.sha256 = query.text(1);
  article.input = query.text(2);
  article.url = query.maybe_text(3);
  article.outlet = query.maybe_text(4);
  article.title = query.maybe_text(5);
  read_authors(query.text(6), article);
  article.language = query.text(7);
  article.published.value = query.maybe_text(8);
  article.published.precision = named(query.text(9), 3, text::DatePrecision::kDay);
  article.published.basis = named(query.text(10), 6, text::DateBasis::kNone);
  read_issues(query.text(11), article);
}

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

base::Result<Added> Record::add(std::span<const Reading> readings, bool again) {
  return add_all(readings.size(), again, [&](std::size_t i) {
    const Reading& reading = readings[i];
    Entry entry;
    entry.article = &reading.article;
    entry.digest = base::sha256_hex(reading.article.text);
    entry.fill = [&reading](Entry& own) {
      for (const analysis::Sentence& sentence : reading.analysis.sentences) {
        own.sentences.push_back(sentence.span);
      }
      own.findings = findings_of(reading);
    };
    return entry;
  });
}

base::Result<Added> Record::add_stored(std::span<const StoredReading> readings) {
  return add_all(readings.size(), /*again=*/false, [&](std::size_t i) {
    const StoredReading& reading = readings[i];
    return Entry{&reading.stored.article,
                 base::sha256_hex(reading.stored.article.text),
                 reading.stored.sentences,
                 reading.findings,
                 {}};
  });
}

base::Result<Added> Record::add_all(std::size_t size, bool again,
                                    const std::function<Entry(std::size_t)>& entry_at) {
  // The index of words takes in what comes by number fastest.
  std::vector<std::pair<std::int64_t, std::size_t>> order;
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < size; ++i) {
    entries.push_back(entry_at(i));
    const text::Article& article = *entries.back().article;
    order.emplace_back(first_sentence_number(article.published.value, article.id), i);
  }
  std::ranges::sort(order);
  base::Result<Transaction> transaction = Transaction::begin(connection_);
  if (!transaction) return std::unexpected(transaction.error());
  Added added;
  for (const auto& [key, i] : order) {
    if (const auto done = add_one(entries[i], i, again, added); !done) {
      return std::unexpected(done.error());
    }
    entries[i] = {};
  }
  std::ranges::sort(added.taken);
  if (added.articles > 0 && read_from_) {
    const auto set = set_meta("last_read_from", std::to_string(*read_from_));
    if (!set) return std::unexpected(set.error());
  }
  if (added.articles + added.replaced == 0)
    return added;  // nothing to write: the transaction is undone
  if (const auto grown = grow(); !grown) return std::unexpected(grown.error());
  if (const auto done = transaction->commit(); !done) return std::unexpected(done.error());
  return added;
}

base::Result<void> Record::add_one(Entry& entry, std::size_t at, bool again, Added& added) {
  base::Result<Query*> find =
      kept(find_article_, "SELECT sha256, number FROM articles WHERE id = ?1");
  if (!find) return std::unexpected(find.error());
  (*find)->bind(1, std::string_view(entry.article->id));
  const base::Result<bool> row = (*find)->step();
  if (!row) return std::unexpected(row.error());
  const bool known = *row;
  const std::string stored = known ? std::string((*find)->text(0)) : std::string();
  const std::int64_t number = known ? (*find)->number(1) : 0;
  (*find)->reset();
  if (known && !again) {
    if (stored == entry.digest) {
      ++added.known;
    } else {
      added.taken.push_back(at);
    }
    return {};
  }
  if (known) {
    if (const auto done = remove(number); !done) return done;
  }
  if (entry.fill) entry.fill(entry);
  const auto done = insert(*entry.article, entry.digest, entry.sentences, entry.findings, number);
  if (!done) return done;
  ++(known ? added.replaced : added.articles);
  return {};
}

base::Result<void> Record::begin_read() {
  const auto last = connection_.number("SELECT max(number) FROM articles");
  if (!last) return std::unexpected(last.error());
  read_from_ = *last;
  return {};
}

base::Result<std::set<std::string>> Record::articles_of_last_read() {
  base::Result<Query> query = connection_.prepare(
      "SELECT id FROM articles WHERE number > "
      "coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'last_read_from'), 0)");
  if (!query) return std::unexpected(query.error());
  std::set<std::string> ids;
  while (true) {
    const base::Result<bool> row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return ids;
    ids.emplace(query->text(0));
  }
}

// All that was read from an article, and the article.
base::Result<void> Record::remove(std::int64_t number) {
  // The index of words keeps no text of its own: what it forgets must be told to it.
  base::Result<Query> forget = connection_.prepare(
      "INSERT INTO sentence_words(sentence_words, rowid, words) SELECT 'delete', s.number, "
      "CAST(substr(CAST(a.text AS BLOB), s.start + 1, s.\"end\" - s.start) AS TEXT) "
      "FROM sentences s JOIN articles a ON a.number = s.article WHERE s.article = ?1");
  if (!forget) return std::unexpected(forget.error());
  forget->bind(1, number);
  if (const auto done = forget->run(); !done) return done;
  for (const char* sql :
       {"DELETE FROM sentences WHERE article = ?1", "DELETE FROM blocks WHERE article = ?1",
        "DELETE FROM findings WHERE article = ?1", "DELETE FROM articles WHERE number = ?1"}) {
    base::Result<Query> query = connection_.prepare(sql);
    if (!query) return std::unexpected(query.error());
    query->bind(1, number);
    if (const auto done = query->run(); !done) return done;
  }
  return {};
}

base::Result<void> Record::insert(const text::Article& article, const std::string& digest,
                                  std::span<const text::Span> sentences,
                                  std::span<const Finding> findings, std::int64_t number) {
  base::Result<Query*> query = kept(
      insert_article_,
      "INSERT INTO articles(id, sha256, input, url, outlet, title, authors, language, published, "
      "published_precision, published_basis, issues, text, number) "
      "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, nullif(?14, 0))");
  if (!query) return std::unexpected(query.error());
  const std::string authors = authors_json(article);
  const std::string issues = issues_json(article);
  const std::optional<std::string> precision =
      article.published.value ? as_text(name_of(article.published.precision)) : std::nullopt;
  (*query)
      ->bind(1, std::string_view(article.id))
      .bind(2, std::string_view(digest))
      .bind(3, std::string_view(article.input))
      .bind(4, article.url)
      .bind(5, article.outlet)
      .bind(6, article.title)
      .bind(7, std::string_view(authors))
      .bind(8, std::string_view(article.language))
      .bind(9, article.published.value)
      .bind(10, precision)
      .bind(11, name_of(article.published.basis))
      .bind(12, std::string_view(issues))
      .bind(13, std::string_view(article.text))
      .bind(14, number);
  if (const auto done = (*query)->run(); !done) return done;
  number = connection_.last_row();

  query =
      kept(insert_block_,
           "INSERT OR IGNORE INTO blocks(article, start, \"end\", role) VALUES(?1, ?2, ?3, ?4)");
  if (!query) return std::unexpected(query.error());
  for (const text::Block& block : article.blocks) {
    (*query)->bind(1, number).bind(2, std::int64_t{block.span.start});
    (*query)->bind(3, std::int64_t{block.span.end}).bind(4, name_of(block.role));
    if (const auto done = (*query)->run(); !done) return done;
  }

  if (const auto done = insert_sentences(article, number, sentences); !done) return done;

  query = kept(insert_finding_,
               "INSERT INTO findings(article, layer, position, id, start, \"end\", finding) "
               "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  if (!query) return std::unexpected(query.error());
  std::int64_t position = 0;
  Layer layer = kLayers.front();
  for (const Finding& finding : findings) {
    if (finding.layer != layer) position = 0;
    layer = finding.layer;
    (*query)->bind(1, number).bind(2, name_of(layer)).bind(3, position++);
    (*query)->bind(4, std::string_view(finding.id)).bind(5, std::int64_t{finding.span.start});
    (*query)->bind(6, std::int64_t{finding.span.end}).bind(7, std::string_view(finding.json));
    if (const auto done = (*query)->run(); !done) return done;
  }
  return {};
}

base::Result<void> Record::insert_sentences(const text::Article& article, std::int64_t number,
                                            std::span<const text::Span> sentences) {
  if (sentences.empty()) return {};
  base::Result<Query*> taken =
      kept(number_taken_, "SELECT max(number) FROM sentences WHERE number >= ?1 AND number < ?2");
  if (!taken) return std::unexpected(taken.error());
  std::int64_t next = first_sentence_number(article.published.value, article.id);
  while (true) {
    (*taken)->bind(1, next).bind(2, next + static_cast<std::int64_t>(sentences.size()));
    const base::Result<bool> row = (*taken)->step();
    if (!row) return std::unexpected(row.error());
    const std::int64_t last = (*taken)->number(0);
    (*taken)->reset();
    if (last == 0) break;
    next += kSentencePlaces;
  }
  base::Result<Query*> query =
      kept(insert_sentence_,
           "INSERT INTO sentences(number, article, start, \"end\") VALUES(?1, ?2, ?3, ?4)");
  if (!query) return std::unexpected(query.error());
  base::Result<Query*> words =
      kept(insert_words_, "INSERT INTO sentence_words(rowid, words) VALUES(?1, ?2)");
  if (!words) return std::unexpected(words.error());
  for (const text::Span sentence : sentences) {
    (*query)->bind(1, next).bind(2, number);
    (*query)->bind(3, std::int64_t{sentence.start}).bind(4, std::int64_t{sentence.end});
    if (const auto done = (*query)->run(); !done) return done;
    (*words)->bind(1, next++).bind(2, article.at(sentence));
    if (const auto done = (*words)->run(); !done) return done;
  }
  return {};
}

base::Result<std::unordered_map<std::string, std::string>> Record::digests() {
  base::Result<Query> query = connection_.prepare("SELECT id, sha256 FROM articles");
  if (!query) return std::unexpected(query.error());
  std::unordered_map<std::string, std::string> digests;
  while (true) {
    const base::Result<bool> row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return digests;
    digests.emplace(query->text(0), query->text(1));
  }
}

base::Result<void> Record::read_articles(const std::optional<std::string>& id,
                                         const std::function<bool(const StoredArticle&)>& visit) {
  base::Result<Query> query =
      connection_.prepare("SELECT " + std::string(kHead) + ", text, number FROM articles " +
                          (id ? "WHERE id = ?1" : "ORDER BY id"));
  if (!query) return std::unexpected(query.error());
  if (id) query->bind(1, id);
  base::Result<Query> blocks = connection_.prepare(
      "SELECT start, \"end\", role FROM blocks WHERE article = ?1 ORDER BY start, \"end\"");
  if (!blocks) return std::unexpected(blocks.error());
  base::Result<Query> sentences = connection_.prepare(
      "SELECT start, \"end\" FROM sentences WHERE article = ?1 ORDER BY start, \"end\"");
  if (!sentences) return std::unexpected(sentences.error());
  while (true) {
    const base::Result<bool> row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    StoredArticle stored;
    text::Article& article = stored.article;
    read_head(*query, stored);
    article.text = query->text(12);
    stored.number = query->number(13);
    blocks->bind(1, query->number(13));
    while (true) {
      const base::Result<bool> block = blocks->step();
      if (!block) return std::unexpected(block.error());
      if (!*block) break;
      article.blocks.push_back({{static_cast<std::uint32_t>(blocks->number(0)),
                                 static_cast<std::uint32_t>(blocks->number(1))},
                                named(blocks->text(2), 12, text::BlockRole::kBody)});
    }
    blocks->reset();
    sentences->bind(1, query->number(13));
    while (true) {
      const base::Result<bool> sentence = sentences->step();
      if (!sentence) return std::unexpected(sentence.error());
      if (!*sentence) break;
      stored.sentences.push_back({static_cast<std::uint32_t>(sentences->number(0)),
                                  static_cast<std::uint32_t>(sentences->number(1))});
    }
    sentences->reset();
    if (!visit(stored)) return {};
  }
}

base::Result<void> Record::each_article(const std::function<bool(const StoredArticle&)>& visit) {
  return read_articles(std::nullopt, visit);
}

base::Result<std::optional<StoredArticle>> Record::article(const std::string& id) {
  std::optional<StoredArticle> found;
  const auto read = read_articles(id, [&](const StoredArticle& stored) {
    found = stored;
    return false;
  });
  if (!read) return std::unexpected(read.error());
  return found;
}

base::Result<void> Record::read_findings(const std::optional<std::string>& article,
                                         std::optional<Layer> layer,
                                         const std::function<bool(const StoredFinding&)>& visit) {
  base::Result<Query> query = connection_.prepare(
      std::string("SELECT a.id, f.layer, f.id, f.start, f.\"end\", f.finding FROM articles a "
                  "JOIN findings f ON f.article = a.number ") +
      (article ? "WHERE a.id = ?1 " : "") + (layer ? "WHERE f.layer = ?1 " : "") +
      "ORDER BY a.id, f.layer, f.position");
  if (!query) return std::unexpected(query.error());
  if (article) query->bind(1, article);
  if (layer) query->bind(1, name_of(*layer));
  StoredFinding stored;  // one for all, whose strings need not be made anew
  while (true) {
    const base::Result<bool> row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    const std::optional<Layer> known = layer_named(query->text(1));
    if (!known) continue;  // of a later version of the same schema
    stored.article.assign(query->text(0));
    stored.finding.id.assign(query->text(2));
    stored.finding.layer = *known;
    stored.finding.span = {static_cast<std::uint32_t>(query->number(3)),
                           static_cast<std::uint32_t>(query->number(4))};
    stored.finding.json.assign(query->text(5));
    if (!visit(stored)) return {};
  }
}

base::Result<void> Record::each_finding(const std::function<bool(const StoredFinding&)>& visit) {
  return read_findings(std::nullopt, std::nullopt, visit);
}

base::Result<void> Record::each_finding(Layer layer,
                                        const std::function<bool(const StoredFinding&)>& visit) {
  return read_findings(std::nullopt, layer, visit);
}

base::Result<std::optional<StoredArticle>> Record::head_of(std::int64_t number) {
  base::Result<Query*> query =
      kept(head_of_, "SELECT " + std::string(kHead) + " FROM articles WHERE number = ?1");
  if (!query) return std::unexpected(query.error());
  (*query)->bind(1, number);
  const base::Result<bool> row = (*query)->step();
  if (!row) return std::unexpected(row.error());
  std::optional<StoredArticle> head;
  if (*row) {
    read_head(**query, head.emplace());
    head->number = number;
  }
  (*query)->reset();
  return head;
}

base::Result<std::string> Record::text_of(std::int64_t number) {
  base::Result<Query*> query = kept(text_of_, "SELECT text FROM articles WHERE number = ?1");
  if (!query) return std::unexpected(query.error());
  (*query)->bind(1, number);
  const base::Result<bool> row = (*query)->step();
  if (!row) return std::unexpected(row.error());
  std::string text = *row ? std::string((*query)->text(0)) : std::string();
  (*query)->reset();
  return text;
}

base::Result<std::string> Record::finding_json(std::int64_t number, Layer layer,
                                               const std::string& id) {
  base::Result<Query*> query = kept(
      finding_json_, "SELECT finding FROM findings WHERE article = ?1 AND layer = ?2 AND id = ?3");
  if (!query) return std::unexpected(query.error());
  (*query)->bind(1, number).bind(2, name_of(layer)).bind(3, std::string_view(id));
  const base::Result<bool> row = (*query)->step();
  if (!row) return std::unexpected(row.error());
  std::string json = *row ? std::string((*query)->text(0)) : std::string();
  (*query)->reset();
  return json;
}

base::Result<std::vector<StoredFinding>> Record::findings(const std::string& article) {
  std::vector<StoredFinding> findings;
  const auto read = read_findings(article, std::nullopt, [&](const StoredFinding& finding) {
    findings.push_back(finding);
    return true;
  });
  if (!read) return std::unexpected(read.error());
  return findings;
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
