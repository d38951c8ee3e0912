// Brings a record of an older version up to the present one, all in one transaction: a program that
// ends in the middle leaves the record as it was.
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "parley/record/record.h"
#include "parley/record/schema.h"
#include "parley/record/sentence_number.h"

namespace parley::record {

base::Result<void> Record::upgrade() {
  base::Result<Transaction> transaction = Transaction::begin(connection_);
  if (!transaction) return std::unexpected(transaction.error());
  // Another process may have done it since.
  const auto version = connection_.number("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  if (*version >= kSchemaVersion) return {};
  if (const auto done = connection_.run(kUpgradeFrom1); !done) return done;
  if (const auto done = number_sentences_anew(); !done) return done;
  if (const auto done = connection_.run("DROP TABLE sentences_before"); !done) return done;
  const std::string mark = "PRAGMA user_version=" + std::to_string(kSchemaVersion);
  if (const auto done = connection_.run(mark.c_str()); !done) return done;
  return transaction->commit();
}

base::Result<void> Record::number_sentences_anew() {
  std::vector<std::pair<std::int64_t, std::int64_t>> order;  // number of sentence, of article
  {
    base::Result<Query> query = connection_.prepare("SELECT number, published, id FROM articles");
    if (!query) return std::unexpected(query.error());
    while (true) {
      const base::Result<bool> row = query->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) break;
      order.emplace_back(first_sentence_number(query->maybe_text(1), query->text(2)),
                         query->number(0));
    }
  }
  std::ranges::sort(order);
  base::Result<Query> article =
      connection_.prepare("SELECT id, published, text FROM articles WHERE number = ?1");
  if (!article) return std::unexpected(article.error());
  base::Result<Query> before = connection_.prepare(
      "SELECT start, \"end\" FROM sentences_before WHERE article = ?1 ORDER BY number");
  if (!before) return std::unexpected(before.error());
  // Without an index, each article would have all sentences looked at.
  const auto indexed =
      connection_.run("CREATE INDEX sentences_before_by_article ON sentences_before(article)");
  if (!indexed) return indexed;
  for (const auto& [first, number] : order) {
    article->bind(1, number);
    const base::Result<bool> row = article->step();
    if (!row) return std::unexpected(row.error());
    text::Article own;
    own.id = article->text(0);
    own.published.value = article->maybe_text(1);
    own.text = article->text(2);
    article->reset();
    std::vector<text::Span> sentences;
    before->bind(1, number);
    while (true) {
      const base::Result<bool> sentence = before->step();
      if (!sentence) return std::unexpected(sentence.error());
      if (!*sentence) break;
      const text::Span span{static_cast<std::uint32_t>(before->number(0)),
                            static_cast<std::uint32_t>(before->number(1))};
      // A damaged record may hold anything.
      if (span.start <= span.end && own.whole().contains(span)) sentences.push_back(span);
    }
    before->reset();
    if (const auto done = insert_sentences(own, number, sentences); !done) return done;
  }
  return {};
}

}  // namespace parley::record
