#include "parley/cli/read.h"

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <vector>

#include "parley/cli/inputs.h"
#include "parley/engine/read_batch.h"

namespace parley::cli {

Exit read(const ReadFlags& flags) {
  base::Result<std::vector<std::string>> inputs = list_inputs(flags.input);
  if (!inputs) return refuse(inputs.error());
  const base::Result<intake::InputOptions> options = input_options(flags.input);
  if (!options) return refuse(options.error());
  const base::Result<engine::Models> models = engine::load_models(flags.input.models);
  if (!models) return refuse(models.error());
  const auto about = about_filter(flags.input);
  if (!about) return refuse(about.error());
  engine::RejectList rejects;
  if (const auto opened = rejects.open(flags.input.rejects); !opened) return refuse(opened.error());
  base::Result<record::Record> record = record::Record::create_or_open(flags.record);
  if (!record) return refuse(record.error());

  engine::Progress progress(progress_style(flags.input, /*prints_rows=*/false));
  std::function<void(const intake::Sink&)> source = [&](const intake::Sink& sink) {
    (void)intake::read_inputs(*inputs, *options, sink);
  };
  if (*about) source = (*about)->filtered(std::move(source));
  const base::Result<engine::BatchSummary> summary = engine::read_batch(
      *record, source, *models, thread_count(flags.input), rejects, progress, flags.again);
  progress.finish();
  tell_left_out(about->get(), flags.input.quiet);
  if (!summary) return refuse(summary.error());
  if (!flags.input.quiet) {
    const std::string replaced =
        flags.again ? fmt::format(", {} read again", summary->replaced) : std::string();
    tell(fmt::format("{}: {} added, {} there already{}, {} rejected", flags.record, summary->added,
                     summary->known, replaced, rejects.count()));
  }
  return finish_inputs(rejects.count(), summary->added + summary->replaced, /*quiet=*/true);
}

}  // namespace parley::cli
