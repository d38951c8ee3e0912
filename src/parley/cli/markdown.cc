// The option tree as a page of Markdown.
#include <fmt/format.h>

#include <string>

#include "parley/cli/option_tree.h"

namespace parley::cli {
namespace {

void options_to_markdown(const CLI::App& app, std::string& out) {
  for (const CLI::Option* option : app.get_options()) {
    const std::string name = option->get_name(/*positional=*/false, /*all_options=*/true);
    const std::string type = option->get_expected_max() > 0 ? " " + option->get_type_name() : "";
    const std::string shown = option->get_positional() && option->get_lnames().empty()
                                  ? option->get_type_name()
                                  : name + type;
    out += fmt::format("- `{}`: {}\n", shown, option->get_description());
  }
}

}  // namespace

std::string to_markdown(const CLI::App& app) {
  std::string out =
      "# The command line\n\n"
      "<!-- Made by `parley help --markdown`; a test compares the two. -->\n\n"
      "Data goes to standard output, everything else to standard error. Exit states: 0 done; 1 "
      "done,\n"
      "but some inputs were rejected or nothing was found; 2 could not start, the message says "
      "why\n"
      "and what to do; 130 and 143 after SIGINT and SIGTERM, with all that was read kept.\n";
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    out += fmt::format("\n## parley {}\n\n{}\n\n```console\n", command->get_name(),
                       command->get_description());
    for (const std::string& example : CLI::detail::split(command->get_footer(), '\n')) {
      out += "$ " + example + "\n";
    }
    out += "```\n\n";
    options_to_markdown(*command, out);
  }
  return out;
}

}  // namespace parley::cli
