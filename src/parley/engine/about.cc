#include "parley/engine/about.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "parley/base/json_writer.h"
#include "parley/engine/interrupt.h"

namespace parley::engine {

AboutFilter::~AboutFilter() {
  if (file_ != nullptr) std::fclose(file_);
}

base::Result<void> AboutFilter::open(const std::string& path) {
  if (path.empty()) return {};
  file_ = std::fopen(path.c_str(), "wb");
  if (file_ != nullptr) return {};
  return base::fail(base::ErrorCode::kIo,
                    fmt::format("--left-out {}: {}; name a file that can be written", path,
                                std::strerror(errno)));
}

void AboutFilter::note(const text::Article& article, const intake::Relevance& found) {
  if (file_ == nullptr) return;
  base::JsonWriter json;
  json.begin_object().field("input", article.input).field("id", article.id);
  json.field("url", article.url).field("title", article.title);
  json.field("reason", intake::name_of(found.verdict(threshold_)));
  json.field("score", found.score).field("threshold", threshold_);
  json.key("terms").begin_array();
  for (std::size_t i = 0; i < topic_.terms.size(); ++i) {
    json.begin_object().field("term", topic_.terms[i].written);
    json.field("weight", topic_.terms[i].weight);
    json.field("found", intake::name_of(found.places[i])).end_object();
  }
  json.end_array().end_object();
  fmt::print(file_, "{}\n", json.text());
}

std::function<void(const intake::Sink&)> AboutFilter::filtered(
    std::function<void(const intake::Sink&)> source) {
  return [this, source = std::move(source)](const intake::Sink& sink) {
    source({.article =
                [&](text::Article article) {
                  const intake::Relevance found = intake::judge(topic_, article);
                  if (found.verdict(threshold_) == intake::Verdict::kKept) {
                    ++kept_;
                    return sink.article(std::move(article));
                  }
                  ++left_out_;
                  note(article, found);
                  return interrupted() == 0;
                },
            .rejection = sink.rejection});
  };
}

}  // namespace parley::engine
