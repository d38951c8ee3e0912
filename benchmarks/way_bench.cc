// What each stage costs on the way from a packed page or a row of JSON Lines to a durable,
// searchable record: CPU milliseconds a document and megabytes a second, on one core.
//
//   way_bench --articles=FILE.jsonl --pages=FOLDER [--limit=N]
//
// One thread does stage after stage for each document and adds up the thread's CPU time; then the
// program's own way (one reading thread and one that writes) does the same into another record, and
// the CPU time of the whole process is taken. Answers are checked: both records hold the same rows,
// every kernel of this processor finds the same bytes, a search finds what is there. A row of the
// output is "set, stage, ms, MB/s"; status 1 where a check fails or nothing was there to read.
#include <fmt/format.h>
#include <time.h>

#include <zlib.h>
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/actors/find_entities.h"
#include "parley/analysis/analyse.h"
#include "parley/archive/byte_source.h"
#include "parley/archive/unpack.h"
#include "parley/base/sha256.h"
#include "parley/engine/models.h"
#include "parley/engine/odd_findings.h"
#include "parley/engine/read_article.h"
#include "parley/engine/read_batch.h"
#include "parley/figures/find_figures.h"
#include "parley/intake/language.h"
#include "parley/intake/read_inputs.h"
#include "parley/model/kernels.h"
#include "parley/record/finding.h"
#include "parley/record/record.h"
#include "parley/search/query.h"
#include "parley/statements/find_statements.h"
#include "parley/story/derive.h"
#include "parley/times/find_times.h"

namespace {

using namespace parley;
namespace fs = std::filesystem;

double cpu_seconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "way_bench: %s\n", why.c_str());
  std::exit(1);
}

enum Stage : std::uint8_t {
  kUnpack,
  kIntake,
  kLanguage,
  kTimes,
  kActors,
  kStatements,
  kFigures,
  kEvents,
  kOddities,
  kStore,
  kDerive,
  kStages,
};
constexpr std::array<std::string_view, kStages> kStageNames = {
    "unpack",  "intake", "language", "times", "actors", "statements",
    "figures", "events", "oddities", "store", "derive"};

class Stopwatch {
 public:
  // Adds what the thread used since the last call to `stage`.
  void lap(Stage stage) {
    const double now = cpu_seconds(CLOCK_THREAD_CPUTIME_ID);
    seconds_[stage] += now - last_;
    last_ = now;
  }
  void start() { last_ = cpu_seconds(CLOCK_THREAD_CPUTIME_ID); }
  [[nodiscard]] double of(Stage stage) const { return seconds_[stage]; }

 private:
  double last_ = 0;
  std::array<double, kStages> seconds_{};
};

// A set of inputs that are measured together: each is one packed page, or one row.
struct Set {
  std::string name;
  intake::InputKind kind;
  std::vector<std::string> inputs;
  std::size_t bytes = 0;  // before packing
};

std::string packed(const std::string& bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    fail("zlib cannot begin");
  }
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  if (deflate(&stream, Z_FINISH) != Z_STREAM_END) fail("zlib cannot pack");
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string unpacked(const std::string& bytes) {
  archive::MemorySource source(bytes);
  archive::UnpackedStream stream(source);
  std::string out;
  while (true) {
    const std::string_view more = stream.peek(1);
    if (more.empty()) return out;
    out += more;
    stream.take(more.size());
  }
}

std::vector<text::Article> read_bytes(const Set& set, std::size_t at, std::string_view bytes) {
  std::vector<text::Article> articles;
  intake::InputOptions options;
  options.kind = set.kind;
  const intake::Sink sink{.article =
                              [&](text::Article article) {
                                articles.push_back(std::move(article));
                                return true;
                              },
                          .rejection = [](const intake::Rejection&) {}};
  (void)intake::read_bytes(fmt::format("{}{}", set.name, at), bytes, options, sink);
  return articles;
}

// engine::read_article(), with a look at the clock between the stages.
record::Reading read(text::Article article, const engine::Models& models, Stopwatch& watch) {
  record::Reading reading;
  reading.article = std::move(article);
  const text::Article& report = reading.article;
  const bool whole = intake::is_analysed(report);
  reading.analysis = analysis::analyse(report, whole ? models.language.get() : nullptr);
  watch.lap(kLanguage);
  if (!whole) return reading;
  reading.times = times::find_times(report, reading.analysis);
  watch.lap(kTimes);
  reading.entities = actors::find_entities(report, reading.analysis);
  watch.lap(kActors);
  reading.statements =
      statements::find_statements(report, reading.analysis, reading.entities, reading.times);
  watch.lap(kStatements);
  reading.figures = figures::find_figures(report, reading.analysis, reading.entities, reading.times,
                                          reading.statements);
  watch.lap(kFigures);
  reading.talks = events::find_talks(report, reading.analysis, reading.entities, reading.times,
                                     reading.statements, reading.figures);
  watch.lap(kEvents);
  for (text::Issue& issue : engine::odd_findings(reading)) {
    reading.article.issues.push_back(std::move(issue));
  }
  watch.lap(kOddities);
  return reading;
}

// What a record holds, as one digest: its findings and derived rows.
std::string digest_of(record::Record& record) {
  std::string all;
  const auto seen = record.each_finding([&](const record::StoredFinding& finding) {
    all = base::sha256_hex(all + finding.article + finding.finding.json);
    return true;
  });
  if (!seen) fail(seen.error().message);
  const auto rows = story::derived_rows(record, "");
  if (!rows) fail(rows.error().message);
  for (const record::DerivedRow& row : *rows) all = base::sha256_hex(all + row.json);
  return all;
}

void print(const Set& set, std::string_view stage, double seconds, std::size_t documents) {
  fmt::print("{:10} {:12} {:9.3f} ms {:10.2f} MB/s\n", set.name, stage,
             1e3 * seconds / static_cast<double>(documents),
             seconds > 0 ? static_cast<double>(set.bytes) / 1e6 / seconds : 0.0);
}

// Every kernel of this processor gives the same findings for some of the set's documents.
void check_kernels(const Set& set, const std::string& model_path) {
  constexpr std::size_t kLooked = 8;
  std::optional<std::string> expected;
  for (const model::Kernels* kernels : model::all_kernels()) {
    if (kernels->name == "reference") continue;
    auto model = analysis::LanguageModel::load(model_path, *kernels);
    if (!model) fail(model.error().message);
    engine::Models models;
    models.language = *model;
    std::string found;
    for (std::size_t i = 0; i < std::min(kLooked, set.inputs.size()); ++i) {
      for (text::Article& article : read_bytes(set, i, set.inputs[i])) {
        const record::Reading reading = engine::read_article(std::move(article), models);
        for (const record::Finding& finding : record::findings_of(reading)) found += finding.json;
      }
    }
    if (expected && *expected != found) fail(std::string(kernels->name) + " finds other things");
    expected = found;
  }
}

void measure_search(const Set& set, record::Record& record) {
  std::vector<double> seconds;
  for (const std::string_view words :
       {"said", "talks", "agreement", "\"on monday\"", "government talks", "minist*",
        "president -talks", "three people", "\"prime minister\" agreement", "of the"}) {
    const std::string expression = search::to_expression(words);
    for (int i = 0; i < 10; ++i) {
      const double before = cpu_seconds(CLOCK_THREAD_CPUTIME_ID);
      const auto hits = record.search(expression, 20);
      seconds.push_back(cpu_seconds(CLOCK_THREAD_CPUTIME_ID) - before);
      if (!hits) fail(hits.error().message);
      if (words == "said" && hits->empty()) fail("a search for \"said\" finds nothing");
    }
  }
  std::ranges::sort(seconds);
  const double worst = seconds[seconds.size() * 99 / 100];
  fmt::print("{:10} {:12} {:9.3f} ms     a query, 99 of 100 within {:.3f} ms\n", set.name, "search",
             1e3 * seconds[seconds.size() / 2], 1e3 * worst);
}

void measure(const Set& set, const engine::Models& models, const std::string& model_path,
             const std::string& folder) {
  if (set.inputs.empty()) fail(set.name + ": nothing to read");
  check_kernels(set, model_path);
  Stopwatch watch;
  auto record = record::Record::create_or_open(folder + "/stages.parley");
  if (!record) fail(record.error().message);
  std::vector<record::Reading> batch;
  std::size_t tokens = 0;
  std::size_t articles = 0;
  const auto keep = [&] {
    const auto added = record->add(batch);
    if (!added) fail(added.error().message);
    articles += added->articles;
    batch.clear();
  };
  watch.start();
  for (std::size_t i = 0; i < set.inputs.size(); ++i) {
    const std::string bytes = unpacked(set.inputs[i]);
    watch.lap(kUnpack);
    std::vector<text::Article> found = read_bytes(set, i, bytes);
    watch.lap(kIntake);
    for (text::Article& article : found) {
      batch.push_back(read(std::move(article), models, watch));
      tokens += batch.back().analysis.tokens.size();
    }
    if (batch.size() >= engine::kBatch) keep();
    watch.lap(kStore);
  }
  keep();
  watch.lap(kStore);
  if (const auto built = story::bring_up_to_date(*record); !built) fail(built.error().message);
  watch.lap(kDerive);

  auto other = record::Record::create_or_open(folder + "/whole.parley");
  if (!other) fail(other.error().message);
  engine::RejectList rejects;
  engine::Progress progress(engine::ProgressStyle::kNone);
  const double before = cpu_seconds(CLOCK_PROCESS_CPUTIME_ID);
  const auto source = [&](const intake::Sink& sink) {
    intake::InputOptions options;
    options.kind = set.kind;
    const intake::Sink quiet{.article = sink.article, .rejection = [](const auto&) {}};
    for (std::size_t i = 0; i < set.inputs.size(); ++i) {
      (void)intake::read_bytes(fmt::format("{}{}", set.name, i), set.inputs[i], options, quiet);
    }
  };
  const auto summary = engine::read_batch(*other, source, models, 1, rejects, progress);
  const double whole = cpu_seconds(CLOCK_PROCESS_CPUTIME_ID) - before;
  if (!summary) fail(summary.error().message);

  if (articles == 0 || summary->added != articles) fail(set.name + ": articles are missing");
  if (digest_of(*record) != digest_of(*other)) fail(set.name + ": the two records differ");
  fmt::print("{}: {} inputs, {:.1f} MB, {} articles, {} tokens; checks passed\n", set.name,
             set.inputs.size(), static_cast<double>(set.bytes) / 1e6, articles, tokens);
  double sum = 0;
  for (int stage = 0; stage < kStages; ++stage) {
    const double seconds = watch.of(static_cast<Stage>(stage));
    sum += seconds;
    print(set, kStageNames[static_cast<std::size_t>(stage)], seconds, set.inputs.size());
  }
  print(set, "all stages", sum, set.inputs.size());
  print(set, "whole way", whole, set.inputs.size());
  measure_search(set, *other);
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Set pages_of(const std::string& folder, std::size_t limit) {
  Set set{"pages", intake::InputKind::kHtml, {}, 0};
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  for (const fs::path& path : paths) {
    if (set.inputs.size() == limit) break;
    std::string bytes = read_file(path);
    const bool is_packed = bytes.starts_with("\x1F\x8B");
    set.bytes += is_packed ? unpacked(bytes).size() : bytes.size();
    set.inputs.push_back(is_packed ? std::move(bytes) : packed(bytes));
  }
  return set;
}

Set rows_of(const std::string& path, std::size_t limit) {
  Set set{"articles", intake::InputKind::kJsonl, {}, 0};
  std::ifstream file(path);
  for (std::string line; set.inputs.size() < limit && std::getline(file, line);) {
    set.bytes += line.size();
    set.inputs.push_back(std::move(line));
  }
  return set;
}

}  // namespace

int main(int argc, char** argv) {
  std::string rows;
  std::string pages;
  std::size_t limit = SIZE_MAX;
  for (int i = 1; i < argc; ++i) {
    const std::string_view flag = argv[i];
    const std::size_t mark = flag.find('=');
    const std::string_view name = flag.substr(0, mark);
    const std::string value(mark == std::string_view::npos ? "" : flag.substr(mark + 1));
    if (name == "--articles") {
      rows = value;
    } else if (name == "--pages") {
      pages = value;
    } else if (name == "--limit") {
      limit = std::strtoul(value.c_str(), nullptr, 10);
    } else {
      fail(fmt::format("{}: no such option; give --articles=FILE.jsonl or --pages=FOLDER", flag));
    }
  }
  if (rows.empty() && pages.empty()) fail("give --articles=FILE.jsonl or --pages=FOLDER");
  std::string model_path;
  for (const std::string& folder : engine::model_folders()) {
    model_path = folder + "/" + engine::kLanguageModelFile;
    if (fs::exists(model_path)) break;
  }
  const auto models = engine::load_models("");
  if (!models) fail(models.error().message);
  std::string folder = (fs::temp_directory_path() / "way_bench_XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) fail("no folder for the record can be made");
  fmt::print("kernel {}\n", model::best_kernels().name);
  for (const bool of_pages : {true, false}) {
    const std::string& given = of_pages ? pages : rows;
    if (given.empty()) continue;
    const std::string records = folder + (of_pages ? "/pages" : "/articles");
    fs::create_directory(records);
    measure(of_pages ? pages_of(given, limit) : rows_of(given, limit), *models, model_path,
            records);
  }
  fs::remove_all(folder);
  return 0;
}
