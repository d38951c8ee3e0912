#include "parley/cli/program.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "parley/cli/io.h"
#include "parley/cli/option_tree.h"
#include "parley/engine/interrupt.h"

namespace parley::cli {
namespace {

int leave(Exit exit) { return static_cast<int>(exit); }

// The word of the command line that the parser could not place, "" if it names none.
std::string unknown_word(const CLI::App& app, int argc, const char* const* argv) {
  const CLI::App* command = nullptr;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (command == nullptr && !word.starts_with("-")) {
      command = find_command(app, word);
      if (command == nullptr) return std::string(word);
      continue;
    }
    if (!word.starts_with("--")) continue;
    const std::string name(word.substr(0, word.find('=')));
    const CLI::App& place = command != nullptr ? *command : app;
    if (place.get_option_no_throw(name) == nullptr) return name;
  }
  return "";
}

int refuse_usage(const CLI::App& app, const CLI::ParseError& error, int argc,
                 const char* const* argv) {
  const std::string word = unknown_word(app, argc, argv);
  if (word.empty()) {
    std::string message = error.what();
    if (!message.empty() && message.back() == '.') message.pop_back();
    tell(fmt::format("{}; parley help shows examples", message));
  } else {
    const std::string near = nearest_word(app, word);
    tell(fmt::format("{}: no such {}{}; parley help lists them", word,
                     word.starts_with("-") ? "option" : "command",
                     near.empty() ? "" : fmt::format(", did you mean {}?", near)));
  }
  return leave(Exit::kCouldNotStart);
}

}  // namespace

int run(int argc, const char* const* argv) {
  const std::unique_ptr<OptionTree> tree = make_option_tree();
  // CLI11 throws; nothing else here does.
  try {
    tree->app->parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = tree->app->get_subcommands();
    write_out(chosen.empty() ? tree->app->help() : chosen.front()->help());
    return leave(Exit::kDone);
  } catch (const CLI::CallForVersion&) {
    write_out("parley " PARLEY_VERSION "\n");
    return leave(Exit::kDone);
  } catch (const CLI::ParseError& error) {
    return refuse_usage(*tree->app, error, argc, argv);
  }
  if (!tree->chosen) {
    tell("no command given");
    std::fputs(tree->app->help().c_str(), stderr);
    return leave(Exit::kCouldNotStart);
  }
  engine::catch_interrupts();
  return leave(tree->chosen());
}

}  // namespace parley::cli
