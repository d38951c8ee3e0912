#include "parley/cli/annotate.h"

#include <fmt/format.h>

#include <cstdio>
#include <utility>

#include "parley/cli/inputs.h"
#include "parley/engine/interrupt.h"
#include "parley/engine/pipeline.h"
#include "parley/views/article_json.h"

namespace parley::cli {

Exit annotate(const AnnotateFlags& flags) {
  const base::Result<std::vector<std::string>> layers = views::parse_layers(flags.layers);
  if (!layers) return refuse(layers.error());
  base::Result<std::vector<std::string>> inputs = list_inputs(flags.input);
  if (!inputs) return refuse(inputs.error());
  const base::Result<intake::InputOptions> options = input_options(flags.input);
  if (!options) return refuse(options.error());
  const bool intake_only = views::are_intake_layers(*layers);
  const base::Result<engine::Models> models =
      intake_only ? base::Result<engine::Models>({.language = nullptr, .intake_only = true})
                  : engine::load_models(flags.input.models);
  if (!models) return refuse(models.error());
  engine::RejectList rejects;
  if (const auto opened = rejects.open(flags.input.rejects); !opened) return refuse(opened.error());

  engine::Progress progress(progress_style(flags.input, /*prints_rows=*/true));
  bool reader_left = false;
  const auto receive = [&](engine::Outcome outcome) {
    if (!outcome) {
      progress.rejected();
      rejects.add(outcome.error(), true);
    } else {
      progress.article();
      reader_left = !write_out(views::article_json(*outcome, *layers) + "\n");
    }
    return !reader_left && engine::interrupted() == 0;
  };
  const auto source = [&](const intake::Sink& sink) {
    (void)intake::read_inputs(*inputs, *options, sink);
  };
  engine::run_pipeline(source, *models, thread_count(flags.input), receive);
  progress.finish();
  if (std::fflush(stdout) != 0) reader_left = true;
  return finish_inputs(rejects.count(), progress.articles(), flags.input.quiet);
}

}  // namespace parley::cli
