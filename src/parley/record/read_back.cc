// Articles and what was read in them as a record holds them.
#include <nlohmann/json.hpp>

#include "parley/record/record.h"

namespace parley::record {
namespace {

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

}  // namespace parley::record
