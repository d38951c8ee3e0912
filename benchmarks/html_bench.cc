// Speed of reading web pages, bytes to article, on one core: html_bench --pages=FOLDER reads the
// pages of a folder; without it, an invented page. Checks first that every page of the invented
// kind gives its report. Reports bytes and pages a second of CPU time.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "parley/intake/delivery.h"

namespace {

using namespace parley;

std::string make_page(int paragraphs) {
  std::string html =
      "<!DOCTYPE html><html lang=en><head><title>Port talks resume | Example Wire</title><style>"
      ".a{color:red}</style><script>var state = {\"a\": [1, 2, 3]};</script></head><body><nav><ul>";
  for (int i = 0; i < 60; ++i) {
    html +=
        "<li class=\"menu-item\"><a href=\"/section/" + std::to_string(i) + "\">Section</a></li>";
  }
  html += "</ul></nav><article class=\"article-body\"><h1>Port talks resume</h1>";
  for (int i = 0; i < paragraphs; ++i) {
    html +=
        "<p class=\"text\">Envoys of the Northern Council said on Monday that talks with the "
        "<a href=\"/union\">Harbour Union</a> would resume within 10 days, after mediators told "
        "reporters in Lorn that &ldquo;both sides are close&rdquo;, for the time number " +
        std::to_string(i) + ".</p>";
  }
  return html + "</article><script>" + std::string(20'000, 'x') + "</script></body></html>";
}

// The article that `html` gives, nothing where it is rejected.
std::vector<text::Article> read(const std::string& html) {
  std::vector<text::Article> articles;
  const intake::InputOptions options;
  const intake::Sink sink{.article =
                              [&](text::Article article) {
                                articles.push_back(std::move(article));
                                return true;
                              },
                          .rejection = [](const intake::Rejection&) {}};
  intake::Delivery delivery(options, sink);
  intake::RawDocument raw;
  raw.input = "page";
  delivery.deliver_bytes(std::move(raw), html, charset::Markup::kHtml, "", {});
  return articles;
}

void read_pages(benchmark::State& state, const std::vector<std::string>& pages) {
  std::size_t bytes = 0;
  for (const std::string& page : pages) bytes += page.size();
  for (auto _ : state) {
    for (const std::string& page : pages) benchmark::DoNotOptimize(read(page));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(pages.size()));
}

bool is_sound(int paragraphs) {
  const std::vector<text::Article> articles = read(make_page(paragraphs));
  if (articles.size() != 1 || articles[0].title != "Port talks resume") return false;
  return std::ranges::count_if(articles[0].blocks, [](const text::Block& block) {
           return block.role == text::BlockRole::kBody;
         }) == paragraphs;
}

}  // namespace

int main(int argc, char** argv) {
  constexpr std::string_view kFlag = "--pages=";
  std::vector<std::string> pages;
  for (int i = 1; i < argc; ++i) {
    if (!std::string_view(argv[i]).starts_with(kFlag)) continue;
    for (const auto& entry : std::filesystem::directory_iterator(argv[i] + kFlag.size())) {
      std::ifstream file(entry.path(), std::ios::binary);
      pages.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    std::rotate(argv + i, argv + i + 1, argv + argc);
    --argc;
    break;
  }
  if (!is_sound(20)) {
    std::fprintf(stderr, "html_bench: the invented page does not give its report\n");
    return 1;
  }
  benchmark::Initialize(&argc, argv);
  if (pages.empty()) pages.push_back(make_page(20));
  benchmark::RegisterBenchmark("read_pages",
                               [&](benchmark::State& state) { read_pages(state, pages); });
  benchmark::RunSpecifiedBenchmarks();
}
