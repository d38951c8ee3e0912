// Articles and what was read in them on their way into a record.
#include <algorithm>

#include "parley/base/json_writer.h"
#include "parley/base/sha256.h"
#include "parley/record/record.h"
#include "parley/record/sentence_number.h"

namespace parley::record {
namespace {

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

}  // namespace

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

}  // namespace parley::record
