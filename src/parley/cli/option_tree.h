// The commands and options of the program, declared once. The parser, the help texts, the
// suggestions for mistyped words and docs/cli.md all come from this tree.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "parley/cli/io.h"

namespace parley::cli {

struct OptionTree {
  std::unique_ptr<CLI::App> app;
  // What to run, set by the parsed command.
  std::function<Exit()> chosen;
};

// Builds the tree. The returned object must outlive the parse.
[[nodiscard]] std::unique_ptr<OptionTree> make_option_tree();

// The whole tree as a page of Markdown: docs/cli.md.
[[nodiscard]] std::string to_markdown(const CLI::App& app);

// The command called `name`, or none.
[[nodiscard]] const CLI::App* find_command(const CLI::App& app, std::string_view name);

// The known command or option (of `app` and its commands) that `word` was probably meant to be, ""
// if none is near.
[[nodiscard]] std::string nearest_word(const CLI::App& app, std::string_view word);

}  // namespace parley::cli
