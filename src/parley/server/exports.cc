#include "parley/server/exports.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "parley/server/made_rows.h"
#include "parley/story/corpus.h"
#include "parley/views/annotations.h"
#include "parley/views/article_json.h"
#include "parley/views/atom.h"
#include "parley/views/event_rows.h"
#include "parley/views/json_ld.h"
#include "parley/views/report.h"
#include "parley/views/rows.h"

namespace parley::server {
namespace {

using story::Json;

constexpr std::size_t kPieceBytes = 64 * 1024;

// What a stream of an export holds as long as it is sent.
class Source {
 public:
  Source(const Snapshot& snapshot, record::Record record)
      : snapshot_(snapshot.shared_from_this()), record_(std::move(record)) {}

  // Of these types, in this order.
  void queue(std::span<const std::string_view> types) {
    for (const std::string_view type : types) {
      const auto first = static_cast<std::ptrdiff_t>(rows_.size());
      for (const IndexedRow& row : snapshot_->of(type)) rows_.push_back(&row);
      // As they are stored, which is the order of parley export.
      std::ranges::sort(rows_.begin() + first, rows_.end(), {}, &IndexedRow::place);
    }
  }
  // The next row; none at the end.
  std::optional<record::DerivedRow> next() {
    if (at_ == rows_.size()) return std::nullopt;
    return snapshot_->whole(*rows_[at_++]);
  }
  const Snapshot& snapshot() const { return *snapshot_; }

  // The article of this id, kept until another one is found.
  const record::StoredArticle* article(const std::string& id) {
    if (article_ && article_->article.id == id) return &*article_;
    auto found = record_.article(id);
    if (!found || !*found) return nullptr;
    article_ = std::move(**found);
    return &*article_;
  }

 private:
  std::shared_ptr<const Snapshot> snapshot_;
  record::Record record_;
  std::vector<const IndexedRow*> rows_;
  std::size_t at_ = 0;
  std::optional<record::StoredArticle> article_;
};

// Begins with `head`, then what `write` makes of each row, then what `end` gives.
template <class Write, class End>
Response pieces_of(std::shared_ptr<Source> source, std::string_view type, std::string head,
                   Write write, End end) {
  Response response = text_response(200, type, "");
  response.more = [source = std::move(source), head = std::move(head), write = std::move(write),
                   end = std::move(end), ended = false](std::string& out) mutable {
    if (ended) return false;
    const std::size_t before = out.size();
    out += std::exchange(head, "");
    while (out.size() - before < kPieceBytes) {
      const auto row = source->next();
      if (!row) {
        ended = true;
        out += end();
        break;
      }
      write(*row, out);
    }
    return out.size() > before;
  };
  return response;
}

std::string nothing() { return ""; }

Response json_ld(std::shared_ptr<Source> source) {
  source->queue(views::kJsonLdTypes);
  const Snapshot& snapshot = source->snapshot();  // lives as long as the source
  const auto writer =
      std::make_shared<views::JsonLdWriter>(PARLEY_VERSION, [&snapshot](const std::string& id) {
        const IndexedRow* row = snapshot.find(id);
        return row != nullptr && snapshot.type(*row) == "actors";
      });
  return pieces_of(
      std::move(source), "application/ld+json", writer->begin(),
      [writer](const record::DerivedRow& row, std::string& out) { out += writer->add(row); },
      views::JsonLdWriter::end);
}

Response annotations(std::shared_ptr<Source> source) {
  source->queue(views::kAnnotatedTypes);
  Source& texts = *source;
  const auto writer = std::make_shared<views::AnnotationWriter>(
      [&texts](const std::string& id) { return texts.article(id); });
  return pieces_of(
      std::move(source), "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"",
      views::AnnotationWriter::begin(),
      [writer](const record::DerivedRow& row, std::string& out) { out += writer->add(row); },
      [writer] { return writer->end(); });
}

Response events(std::shared_ptr<Source> source, views::Format format) {
  constexpr std::string_view kTypes[] = {"events"};
  source->queue(kTypes);
  const Snapshot& snapshot = source->snapshot();
  const auto write = [&snapshot, format, begun = false](const record::DerivedRow& row,
                                                        std::string& out) mutable {
    const Json event = Json::parse(row.json, nullptr, false);
    const auto article = story::text_at(event, "article");
    const IndexedRow* report = article ? snapshot.find(*article) : nullptr;
    const auto text = views::write_rows(
        views::rows_of_event(row,
                             report ? Json::parse(snapshot.json(*report), nullptr, false) : Json()),
        "plover", {format, {}, true});
    if (!text) return;
    // All rows have the same fields: the line that names them is written once.
    const bool has_head = format != views::Format::kJsonl;
    out.append(*text, begun && has_head ? text->find('\n') + 1 : 0);
    begun = true;
  };
  const char* type = format == views::Format::kCsv   ? "text/csv; charset=utf-8; header=present"
                     : format == views::Format::kTsv ? "text/tab-separated-values; charset=utf-8"
                                                     : "application/x-ndjson";
  return pieces_of(std::move(source), type, "", write, nothing);
}

Response reports(std::shared_ptr<Source> source) {
  constexpr std::string_view kTypes[] = {"articles"};
  source->queue(kTypes);
  Source& texts = *source;
  const auto write = [&texts](const record::DerivedRow& row, std::string& out) {
    const record::StoredArticle* stored = texts.article(row.id);
    if (stored == nullptr) return;
    record::Reading reading;
    reading.article = stored->article;
    out += views::article_json(reading, {"blocks", "issues"}) + "\n";
  };
  return pieces_of(std::move(source), "application/x-ndjson", "", write, nothing);
}

Response atom(const Target& target, const Snapshot& snapshot, record::Record& record) {
  const auto made = news_rows(snapshot, record, target.parameter("since"), views::kMostEntries);
  if (!made) return problem(400, made.error().message);
  return text_response(200, "application/atom+xml; charset=utf-8",
                       views::to_atom(made->rows, snapshot.whole_rows({"articles"})));
}

Response html(const Snapshot& snapshot, record::Record& record) {
  if (snapshot.reports.size() > kMostReported) {
    return problem(422, fmt::format("a page of more than {} reports is too large to read; parley "
                                    "export --as html makes it all the same",
                                    kMostReported));
  }
  views::StoredArticles articles;
  const auto read = record.each_article([&](const record::StoredArticle& article) {
    articles.emplace(article.article.id, article);
    return true;
  });
  if (!read) return problem(503, read.error().message);
  const auto rows =
      snapshot.whole_rows({"articles", "actors", "statements", "figures", "series", "positions",
                           "commitments", "events", "timeline", "origins", "links", "processes"});
  return text_response(200, "text/html; charset=utf-8",
                       views::to_report(rows, articles, PARLEY_VERSION));
}

// The name under which a browser keeps it.
Response named(Response response, std::string_view name) {
  if (response.status != 200) return response;
  return response.set("content-disposition", fmt::format("attachment; filename=\"{}\"", name));
}

}  // namespace

Response answer_export(const Target& target, const Snapshot& snapshot, record::Record& record) {
  const std::string& form = target.path.back();
  if (std::ranges::find(kExportForms, form, &ExportForm::name) == std::end(kExportForms)) {
    return problem(404, "no such form; /api/v1/openapi.json lists them");
  }
  const std::string format = target.parameter("format");
  if (!format.empty() &&
      (form != "events" || (format != "csv" && format != "tsv" && format != "jsonl"))) {
    return problem(400, "format: csv, tsv or jsonl, of events alone");
  }
  if (form == "atom") return named(atom(target, snapshot, record), "changes.atom");
  if (form == "html") return named(html(snapshot, record), "report.html");
  auto own = record::Record::open_to_read(record.path());
  if (!own) return problem(503, own.error().message);
  auto source = std::make_shared<Source>(snapshot, std::move(*own));
  if (form == "json-ld") return named(json_ld(std::move(source)), "record.jsonld");
  if (form == "annotations") {
    return named(annotations(std::move(source)), "annotations.jsonld");
  }
  if (form == "reports") return named(reports(std::move(source)), "reports.jsonl");
  if (format == "jsonl") {
    return named(events(std::move(source), views::Format::kJsonl), "events.jsonl");
  }
  const bool tabs = format == "tsv";
  return named(events(std::move(source), tabs ? views::Format::kTsv : views::Format::kCsv),
               tabs ? "events.tsv" : "events.csv");
}

}  // namespace parley::server
