// Speed of reading web pages on one core: bytes to article, and bytes to the verdict of --about.
// html_bench --pages=FOLDER [--about=TOPIC] reads the pages of a folder; without them, an invented
// page and a topic that it is not about. Checks first that an invented page gives its report, that
// its own topic keeps it and another does not, and that each round keeps as many pages as the
// first. Reports bytes and pages a second of CPU time, and how many pages the topic keeps.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "parley/intake/delivery.h"
#include "parley/intake/relevance.h"

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

constexpr const char* kOtherTopic = "tariff|tariffs \"Example Islands\" customs|duties";

std::size_t kept_of(const std::vector<std::string>& pages, const intake::Topic& topic) {
  std::size_t kept = 0;
  for (const std::string& page : pages) {
    for (const text::Article& article : read(page)) {
      const intake::Verdict verdict =
          intake::judge(topic, article).verdict(intake::kAboutThreshold);
      if (verdict == intake::Verdict::kKept) ++kept;
    }
  }
  return kept;
}

void judge_pages(benchmark::State& state, const std::vector<std::string>& pages,
                 const intake::Topic& topic) {
  std::size_t bytes = 0;
  for (const std::string& page : pages) bytes += page.size();
  const std::size_t expected = kept_of(pages, topic);
  for (auto _ : state) {
    if (kept_of(pages, topic) != expected) return state.SkipWithError("other pages are kept");
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(pages.size()));
  state.counters["kept"] = static_cast<double>(expected);
  state.counters["pages"] = static_cast<double>(pages.size());
}

// The page's own topic keeps it, another leaves it out.
bool is_judged_soundly() {
  const std::vector<std::string> pages{make_page(20)};
  const auto own = intake::parse_topic("\"Harbour Union\" \"Northern Council\" port talks");
  const auto other = intake::parse_topic(kOtherTopic);
  return own && other && kept_of(pages, *own) == 1 && kept_of(pages, *other) == 0;
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
  constexpr std::string_view kPages = "--pages=";
  constexpr std::string_view kAbout = "--about=";
  std::vector<std::string> pages;
  std::string about = kOtherTopic;
  int left = 1;
  for (int i = 1; i < argc; ++i) {
    const std::string_view flag = argv[i];
    if (flag.starts_with(kPages)) {
      for (const auto& entry :
           std::filesystem::directory_iterator(std::string(flag.substr(kPages.size())))) {
        std::ifstream file(entry.path(), std::ios::binary);
        pages.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
      }
    } else if (flag.starts_with(kAbout)) {
      about = flag.substr(kAbout.size());
    } else {
      argv[left++] = argv[i];
    }
  }
  argc = left;
  const auto topic = intake::parse_topic(about);
  if (!topic) {
    std::fprintf(stderr, "html_bench: --about: %s\n", topic.error().message.c_str());
    return 2;
  }
  if (!is_sound(20) || !is_judged_soundly()) {
    std::fprintf(stderr, "html_bench: the invented page does not give its report or verdict\n");
    return 1;
  }
  benchmark::Initialize(&argc, argv);
  if (pages.empty()) pages.push_back(make_page(20));
  benchmark::RegisterBenchmark("read_pages",
                               [&](benchmark::State& state) { read_pages(state, pages); });
  benchmark::RegisterBenchmark("judge_pages",
                               [&](benchmark::State& state) { judge_pages(state, pages, *topic); });
  benchmark::RunSpecifiedBenchmarks();
}
