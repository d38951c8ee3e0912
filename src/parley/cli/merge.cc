#include "parley/cli/merge.h"

#include <fmt/format.h>

#include "parley/cli/inputs.h"
#include "parley/engine/merge.h"

namespace parley::cli {

Exit merge(const MergeFlags& flags) {
  // Before a new file is made.
  if (const auto checked = engine::check_merge(flags.records, flags.into); !checked) {
    return refuse(checked.error());
  }
  engine::RejectList rejects;
  if (const auto opened = rejects.open(flags.input.rejects); !opened) return refuse(opened.error());
  base::Result<record::Record> into = record::Record::create_or_open(flags.into);
  if (!into) return refuse(into.error());
  engine::Progress progress(progress_style(flags.input, /*prints_rows=*/false));
  const auto summary = engine::merge_records(flags.records, *into, rejects, progress);
  progress.finish();
  if (!summary) return refuse(summary.error());
  std::uint64_t told = 0;
  for (const std::string& line : summary->contested) {
    if (++told > engine::kToldRejections) break;
    tell(line);
  }
  if (summary->contested.size() > engine::kToldRejections) {
    tell(
        fmt::format("{} rows are decided in different ways; parley export --type decisions lists "
                    "all decisions",
                    summary->contested.size()));
  }
  if (!flags.input.quiet) {
    tell(
        fmt::format("{}: {} articles added, {} there already, {} with another text; {} decisions "
                    "added, {} contested",
                    flags.into, summary->articles, summary->known, rejects.count(),
                    summary->decisions, summary->contested.size()));
  }
  return finish_inputs(rejects.count(), summary->articles, /*quiet=*/true);
}

}  // namespace parley::cli
