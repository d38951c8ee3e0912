// Speed of the two stages that read times and figures, over invented reports cut once beforehand.
// Items a second are tokens. Each benchmark checks its answer before it is timed.
#include <benchmark/benchmark.h>

#include <string>

#include "parley/analysis/tokenise.h"
#include "parley/figures/find_figures.h"
#include "parley/times/find_times.h"

namespace parley {
namespace {

constexpr std::size_t kTimesEach = 3;
constexpr std::size_t kFiguresEach = 3;

struct Input {
  text::Article article;
  analysis::Analysis analysis;
};

Input make_input(std::size_t paragraphs) {
  Input input;
  for (std::size_t i = 0; i < paragraphs; ++i) {
    input.article.text +=
        "The northern council said on Monday that at least 50 drivers had been freed at the river "
        "gate, while the company, which has refused to comment on the terms, offered a pause of 60 "
        "days. Its envoy told reporters last week that talks about pay, shifts and the port had "
        "gone well and that 13,300 workers would return to their posts.\n";
  }
  input.article.published.value = "2025-03-14";
  input.article.blocks.push_back({input.article.whole(), text::BlockRole::kBody});
  analysis::Segmentation cut = analysis::segment(input.article);
  input.analysis.sentences = std::move(cut.sentences);
  input.analysis.tokens = std::move(cut.tokens);
  return input;
}

void BM_FindTimes(benchmark::State& state) {
  const auto paragraphs = static_cast<std::size_t>(state.range(0));
  const Input input = make_input(paragraphs);
  if (times::find_times(input.article, input.analysis).size() != kTimesEach * paragraphs) {
    state.SkipWithError("wrong number of times");
    return;
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(times::find_times(input.article, input.analysis));
  }
  state.SetItemsProcessed(state.iterations() *
                          static_cast<std::int64_t>(input.analysis.tokens.size()));
}
BENCHMARK(BM_FindTimes)->Arg(10)->Arg(1000)->ArgName("paragraphs");

void BM_FindFigures(benchmark::State& state) {
  const auto paragraphs = static_cast<std::size_t>(state.range(0));
  const Input input = make_input(paragraphs);
  const auto times = times::find_times(input.article, input.analysis);
  const auto run = [&] {
    return figures::find_figures(input.article, input.analysis, {}, times, {});
  };
  if (run().size() != kFiguresEach * paragraphs) {
    state.SkipWithError("wrong number of figures");
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(run());
  state.SetItemsProcessed(state.iterations() *
                          static_cast<std::int64_t>(input.analysis.tokens.size()));
}
BENCHMARK(BM_FindFigures)->Arg(10)->Arg(1000)->ArgName("paragraphs");

}  // namespace
}  // namespace parley

BENCHMARK_MAIN();
