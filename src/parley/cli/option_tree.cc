#include "parley/cli/option_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "parley/cli/annotate.h"

namespace parley::cli {
namespace {

// Prints the examples, which the tree keeps as the footer, ahead of everything else.
class ExamplesFirst : public CLI::Formatter {
 public:
  std::string make_description(const CLI::App* app) const override {
    std::string text = "Examples:\n";
    for (const std::string& example : CLI::detail::split(app->get_footer(), '\n')) {
      text += "  " + example + "\n";
    }
    return text + "\n" + app->get_description() + "\n\n";
  }
  std::string make_footer(const CLI::App*) const override { return ""; }
};

constexpr const char* kInputHelp =
    "Files, folders, or - for standard input; without any, standard input is read";

void add_input_options(CLI::App& command, InputFlags& flags) {
  command.add_option("inputs", flags.inputs, kInputHelp)->type_name("INPUT");
  command.add_option("--input", flags.kind, "Kind of the inputs; recognised where not given")
      ->check(CLI::IsMember({"text", "html", "jsonl", "warc", "feed"}))
      ->type_name("KIND");
  command.add_flag("--as-is", flags.as_is,
                   "Take texts as they stand: nothing is cleaned, offsets are the input's bytes");
  command.add_flag("-0,--null", flags.nul_separated,
                   "Read the names of the inputs from standard input, ended by NUL");
  command.add_option("--threads,-j", flags.threads, "Threads that read; 0 takes every processor")
      ->type_name("N");
  command
      .add_option("--rejects", flags.rejects,
                  "Write a JSON line for each input that could not be read")
      ->type_name("FILE");
  command
      .add_option("--progress", flags.progress, "json writes one object a second to standard error")
      ->check(CLI::IsMember({"auto", "json"}))
      ->type_name("STYLE");
  command.add_flag("-q,--quiet", flags.quiet, "No progress and no closing count");
}

// A command with its examples ahead of everything else in its help.
CLI::App* add_command(OptionTree& tree, const std::string& name, const std::string& summary,
                      const std::vector<std::string>& examples) {
  CLI::App* command = tree.app->add_subcommand(name, summary);
  command->footer(fmt::format("{}", fmt::join(examples, "\n")));
  return command;
}

void add_annotate(OptionTree& tree) {
  auto flags = std::make_shared<AnnotateFlags>();
  CLI::App* command = add_command(
      tree, "annotate", "Print what is found in each document, one JSON line each.",
      {"parley annotate report.txt", "parley annotate --layers statements,figures reports/",
       "zstdcat news.jsonl.zst | parley annotate --input jsonl - > out.jsonl"});
  add_input_options(*command, flags->input);
  command
      ->add_option("--layers", flags->layers,
                   "Print only these layers: blocks, sentences, tokens, entities, names, times, "
                   "statements, figures, events, positions, roles, issues")
      ->type_name("A,B,…");
  command->callback([&tree, flags] { tree.chosen = [flags] { return annotate(*flags); }; });
}

void add_help(OptionTree& tree) {
  auto topic = std::make_shared<std::string>();
  auto markdown = std::make_shared<bool>(false);
  CLI::App* command = add_command(tree, "help", "Print the help of the program or of one command.",
                                  {"parley help", "parley help read"});
  command->add_option("command", *topic, "The command to explain")->type_name("COMMAND");
  command->add_flag("--markdown", *markdown, "Print the whole reference as Markdown");
  command->callback([&tree, topic, markdown] {
    tree.chosen = [&tree, topic, markdown] {
      if (*markdown) {
        write_out(to_markdown(*tree.app));
        return Exit::kDone;
      }
      if (topic->empty()) {
        write_out(tree.app->help());
        return Exit::kDone;
      }
      if (const CLI::App* found = find_command(*tree.app, *topic); found != nullptr) {
        write_out(found->help());
        return Exit::kDone;
      }
      const std::string near = nearest_word(*tree.app, *topic);
      tell(fmt::format("{}: no such command{}; parley help lists them", *topic,
                       near.empty() ? "" : fmt::format(", did you mean {}?", near)));
      return Exit::kCouldNotStart;
    };
  });
}

// Levenshtein distance.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

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

std::unique_ptr<OptionTree> make_option_tree() {
  auto tree = std::make_unique<OptionTree>();
  tree->app = std::make_unique<CLI::App>(
      "Parley reads reports about a negotiation and keeps the record: who said what through whom,\n"
      "what each side wants, which figures are whose, and when. Every line opens onto its "
      "sentence.",
      "parley");
  tree->app->footer(
      "parley read reports/ --record talks.parley\n"
      "parley brief --record talks.parley\n"
      "parley show 12 --record talks.parley");
  tree->app->formatter(std::make_shared<ExamplesFirst>());
  tree->app->set_version_flag("--version", PARLEY_VERSION, "Print the version and leave");
  tree->app->set_help_flag("-h,--help", "Print this help and leave");
  tree->app->require_subcommand(0, 1);
  add_annotate(*tree);
  add_help(*tree);
  return tree;
}

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

const CLI::App* find_command(const CLI::App& app, std::string_view name) {
  const std::vector<const CLI::App*> named =
      app.get_subcommands([&](const CLI::App* command) { return command->get_name() == name; });
  return named.empty() ? nullptr : named.front();
}

std::string nearest_word(const CLI::App& app, std::string_view word) {
  std::vector<std::string> known;
  const bool is_option = word.starts_with("--");
  const auto add_options = [&](const CLI::App& from) {
    for (const CLI::Option* option : from.get_options()) {
      for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    }
  };
  if (is_option) add_options(app);
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (is_option) {
      add_options(*command);
    } else {
      known.push_back(command->get_name());
    }
  }
  std::string best;
  std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const std::size_t d = distance(word, candidate);
    if (d < least) {
      least = d;
      best = candidate;
    }
  }
  return best;
}

}  // namespace parley::cli
