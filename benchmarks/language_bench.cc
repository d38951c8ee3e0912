// Speed of the whole language layer (tokenising included) with the trained weights, by kernel.
// Checks first that the kernel finds what the portable one finds. Reports tokens a second of CPU
// time.
#include <benchmark/benchmark.h>

#include <string>

#include "parley/analysis/analyse.h"
#include "parley/engine/models.h"

namespace {

using namespace parley;

text::Article make_report(int paragraphs) {
  text::Article article;
  for (int i = 0; i < paragraphs; ++i) {
    article.text +=
        "Envoys of the Northern Council said on Monday that talks with the Harbour Union would "
        "resume within 10 days, after mediators told reporters in Lorn that \"both sides are close "
        "to a deal\" on the release of 1,300 containers.\nAna Velm, a spokeswoman for the council, "
        "declined to comment on the offer. The union, which rejected an earlier plan in March, has "
        "asked for guarantees that its members will not be dismissed once the strike ends, "
        "according to two officials who spoke on condition of anonymity because they were not "
        "allowed to discuss the talks.\n";
  }
  return article;
}

bool same(const analysis::Analysis& a, const analysis::Analysis& b) {
  if (a.tokens.size() != b.tokens.size() || a.names.size() != b.names.size() ||
      a.attributions.size() != b.attributions.size() || a.attributions.empty()) {
    return false;
  }
  for (std::size_t i = 0; i < a.tokens.size(); ++i) {
    if (a.tokens[i].head != b.tokens[i].head || a.tokens[i].upos != b.tokens[i].upos) return false;
  }
  return true;
}

void read_report(benchmark::State& state, const std::string& kernel_name) {
  const model::Kernels* kernels = model::kernels_named(kernel_name);
  std::string path;
  for (const std::string& folder : engine::model_folders()) {
    path = folder + "/" + engine::kLanguageModelFile;
    if (analysis::LanguageModel::load(path)) break;
  }
  const auto model = analysis::LanguageModel::load(path, *kernels);
  const auto plain = analysis::LanguageModel::load(path, *model::kernels_named("portable"));
  if (!model || !plain) {
    state.SkipWithError("no model file");
    return;
  }
  const text::Article report = make_report(12);
  const analysis::Analysis expected = analysis::analyse(report, plain->get());
  if (!same(analysis::analyse(report, model->get()), expected)) {
    state.SkipWithError("another reading than the portable kernel's");
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(analysis::analyse(report, model->get()));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(expected.tokens.size()));
}

void load_model(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(engine::load_models(""));
}

}  // namespace

int main(int argc, char** argv) {
  for (const model::Kernels* kernels : model::all_kernels()) {
    if (kernels->name == "reference") continue;
    benchmark::RegisterBenchmark(("language/" + std::string(kernels->name)).c_str(), read_report,
                                 std::string(kernels->name));
  }
  benchmark::RegisterBenchmark("load", load_model)->Unit(benchmark::kMillisecond);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
