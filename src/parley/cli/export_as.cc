#include "parley/cli/export_as.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "parley/cli/parquet.h"
#include "parley/story/derive.h"
#include "parley/views/annotations.h"
#include "parley/views/article_json.h"
#include "parley/views/atom.h"
#include "parley/views/changes.h"
#include "parley/views/chart.h"
#include "parley/views/event_rows.h"
#include "parley/views/json_ld.h"
#include "parley/views/report.h"

namespace parley::cli {
namespace {

using Rows = std::vector<record::DerivedRow>;

base::Result<views::StoredArticles> read_articles(record::Record& record) {
  views::StoredArticles articles;
  const auto read = record.each_article([&](const record::StoredArticle& article) {
    articles.emplace(article.article.id, article);
    return true;
  });
  if (!read) return std::unexpected(read.error());
  return articles;
}

base::Result<std::string> annotations(record::Record& record, const Rows& rows) {
  const auto articles = read_articles(record);
  if (!articles) return std::unexpected(articles.error());
  return views::to_annotations(rows, *articles);
}

base::Result<std::string> atom(record::Record& record, const Rows& rows, const std::string& since) {
  const auto articles =
      since.empty() ? record.articles_of_last_read() : views::articles_since(rows, since);
  if (!articles) return std::unexpected(articles.error());
  return views::to_atom(views::changes(rows, *articles), rows);
}

base::Result<std::string> html(record::Record& record, const Rows& rows) {
  const auto articles = read_articles(record);
  if (!articles) return std::unexpected(articles.error());
  return views::to_report(rows, *articles, PARLEY_VERSION);
}

// Each chart a file in the folder `out`.
Exit charts(const Rows& rows, const std::string& out) {
  if (out.empty() || out == "-") {
    return refuse({base::ErrorCode::kUsage,
                   "--as svg: writes a file a chart; name a folder with "
                   "--out"});
  }
  std::error_code error;
  std::filesystem::create_directories(out, error);
  for (const views::ChartFile& chart : views::chart_files(rows)) {
    const Exit exit = write_whole(chart.svg, (std::filesystem::path(out) / chart.name).string());
    if (exit != Exit::kDone) return exit;
  }
  return Exit::kDone;
}

// The rows of one type, as DuckDB makes Parquet of them.
Exit parquet(const ExportFlags& flags) {
  if (flags.type.empty() || flags.out.empty() || flags.out == "-") {
    return refuse({base::ErrorCode::kUsage,
                   "--as parquet: a table in a file; say which with --type and where with --out"});
  }
  base::Result<record::Record> record = record::Record::open_to_read(flags.record);
  if (!record) return refuse(record.error());
  const auto rows = story::derived_rows(*record, flags.type);
  if (!rows) return refuse(rows.error());
  std::string lines;
  for (const record::DerivedRow& row : *rows) lines += row.json + "\n";
  if (lines.empty()) {
    tell(fmt::format("the record has no {}; nothing is written", flags.type));
    return Exit::kSomeFailed;
  }
  const auto written = write_parquet(lines, flags.out);
  return written ? Exit::kDone : refuse(written.error());
}

// The stored articles as rows that `read` takes.
base::Result<std::string> reports(record::Record& record) {
  std::string lines;
  const auto read = record.each_article([&](const record::StoredArticle& stored) {
    record::Reading reading;
    reading.article = stored.article;
    lines += views::article_json(reading, {"blocks", "issues"}) + "\n";
    return true;
  });
  if (!read) return std::unexpected(read.error());
  return lines;
}

// A table: comma-separated where no other form is asked for.
base::Result<std::string> events(const Rows& rows, const OutputFlags& output) {
  const bool form_given = output.json || output.jsonl || output.csv || output.tsv || output.table ||
                          !output.format.empty();
  views::RowFormat format = row_format(output);
  if (!form_given) format.format = views::Format::kCsv;
  return views::write_rows(views::event_rows(rows), "plover", format);
}

}  // namespace

std::vector<std::string> export_forms() {
  return {"annotations", "atom", "events", "html", "json-ld", "parquet", "reports", "svg"};
}

Exit export_as(const ExportFlags& flags) {
  if (flags.as == "parquet") return parquet(flags);
  if (!flags.type.empty()) {
    return refuse({base::ErrorCode::kUsage,
                   fmt::format("--as {}: is of the whole record; leave --type out", flags.as)});
  }
  if (!flags.since.empty() && flags.as != "atom") {
    return refuse({base::ErrorCode::kUsage, "--since: goes with --as atom alone"});
  }
  base::Result<record::Record> record = record::Record::open_to_read(flags.record);
  if (!record) return refuse(record.error());
  const auto rows = story::derived_rows(*record, "");
  if (!rows) return refuse(rows.error());
  if (flags.as == "svg") return charts(*rows, flags.out);
  base::Result<std::string> text;
  if (flags.as == "json-ld") {
    text = views::to_json_ld(*rows, PARLEY_VERSION);
  } else if (flags.as == "annotations") {
    text = annotations(*record, *rows);
  } else if (flags.as == "reports") {
    text = reports(*record);
  } else if (flags.as == "html") {
    text = html(*record, *rows);
  } else if (flags.as == "events") {
    text = events(*rows, flags.output);
  } else {
    text = atom(*record, *rows, flags.since);
  }
  if (!text) return refuse(text.error());
  return write_whole(*text, flags.out);
}

Exit write_whole(const std::string& text, const std::string& out) {
  if (out.empty() || out == "-") {
    write_out(text);
    return Exit::kDone;
  }
  const std::string part = out + ".part";
  const auto fail = [&] {
    const std::string why = std::strerror(errno);
    std::remove(part.c_str());
    return refuse({base::ErrorCode::kIo,
                   fmt::format("--out {}: {}; name a file that can be written", out, why)});
  };
  std::FILE* file = std::fopen(part.c_str(), "wb");
  if (file == nullptr) return fail();
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (std::fclose(file) != 0 || !written) return fail();
  if (std::rename(part.c_str(), out.c_str()) != 0) return fail();
  return Exit::kDone;
}

}  // namespace parley::cli
