#include "parley/cli/annotate.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>

#include "parley/base/sha256.h"
#include "parley/cli/inputs.h"
#include "parley/engine/interrupt.h"
#include "parley/engine/pipeline.h"
#include "parley/views/article_json.h"
#include "parley/views/brat.h"
#include "parley/views/conllu.h"

namespace parley::cli {

namespace {

// The name of a document's files: its id where that is a plain file name, else a digest of it.
std::string file_stem(const std::string& id) {
  constexpr std::size_t kLongest = 80;
  const bool plain = !id.empty() && id.size() <= kLongest && id.front() != '.' &&
                     id.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                         "0123456789._-") == std::string::npos;
  return plain ? id : base::sha256_hex(id).substr(0, 16);
}

base::Result<void> write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (file) return {};
  return base::fail(base::ErrorCode::kIo, path.string() +
                                              ": could not be written; see whether the folder is "
                                              "there, may be written to and has room");
}

base::Result<void> write_brat(const std::string& folder, const record::Reading& reading) {
  const std::filesystem::path stem = std::filesystem::path(folder) / file_stem(reading.article.id);
  if (auto done = write_file(stem.string() + ".txt", reading.article.text); !done) return done;
  return write_file(stem.string() + ".ann", views::to_brat(reading));
}

}  // namespace

Exit annotate(const AnnotateFlags& flags) {
  const base::Result<std::vector<std::string>> layers = views::parse_layers(flags.layers);
  if (!layers) return refuse(layers.error());
  const bool brat = flags.format == "brat";
  if (brat == flags.folder.empty()) {
    return refuse({base::ErrorCode::kUsage,
                   brat ? "--format brat writes two files a document; name their folder with --to"
                        : "--to is for --format brat; the others print"});
  }
  base::Result<std::vector<std::string>> inputs = list_inputs(flags.input);
  if (!inputs) return refuse(inputs.error());
  const base::Result<intake::InputOptions> options = input_options(flags.input);
  if (!options) return refuse(options.error());
  const bool intake_only = flags.format == "jsonl" && views::are_intake_layers(*layers);
  const base::Result<engine::Models> models =
      intake_only ? base::Result<engine::Models>({.language = nullptr, .intake_only = true})
                  : engine::load_models(flags.input.models);
  if (!models) return refuse(models.error());
  const auto about = about_filter(flags.input);
  if (!about) return refuse(about.error());
  engine::RejectList rejects;
  if (const auto opened = rejects.open(flags.input.rejects); !opened) return refuse(opened.error());

  engine::Progress progress(progress_style(flags.input, /*prints_rows=*/true));
  bool reader_left = false;
  base::Result<void> written;
  if (brat) {
    written = write_file(std::filesystem::path(flags.folder) / "annotation.conf",
                         views::brat_configuration());
    if (!written) return refuse(written.error());
  }
  const auto receive = [&](engine::Outcome outcome) {
    if (!outcome) {
      progress.rejected();
      rejects.add(outcome.error(), true);
    } else {
      progress.article();
      if (brat) {
        written = write_brat(flags.folder, *outcome);
      } else if (flags.format == "conllu") {
        reader_left = !write_out(views::to_conllu(*outcome));
      } else {
        reader_left = !write_out(views::article_json(*outcome, *layers) + "\n");
      }
    }
    return written && !reader_left && engine::interrupted() == 0;
  };
  std::function<void(const intake::Sink&)> source = [&](const intake::Sink& sink) {
    (void)intake::read_inputs(*inputs, *options, sink);
  };
  if (*about) source = (*about)->filtered(std::move(source));
  engine::run_pipeline(source, *models, thread_count(flags.input), receive);
  progress.finish();
  if (!written) return refuse(written.error());
  tell_left_out(about->get(), flags.input.quiet);
  if (std::fflush(stdout) != 0) reader_left = true;
  return finish_inputs(rejects.count(), progress.articles(), flags.input.quiet);
}

}  // namespace parley::cli
