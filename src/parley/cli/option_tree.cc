#include "parley/cli/option_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "parley/cli/annotate.h"
#include "parley/cli/correct.h"
#include "parley/cli/export_as.h"
#include "parley/cli/merge.h"
#include "parley/cli/read.h"
#include "parley/cli/report.h"
#include "parley/cli/serve.h"
#include "parley/cli/user.h"
#include "parley/cli/watch.h"

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

// The folders of models and tables that reading uses.
void add_folder_options(CLI::App& command, std::string& models, std::string& tables) {
  command
      .add_option("--models", models,
                  "Folder of the trained models; PARLEY_MODELS or the program's own if not given")
      ->type_name("FOLDER");
  command
      .add_option("--tables", tables,
                  "Folder of .tsv tables whose rows add to the program's own: measures.tsv, "
                  "units.tsv, populations.tsv …; PARLEY_TABLES if not given")
      ->envname("PARLEY_TABLES")
      ->type_name("FOLDER");
}

// What every command that reads documents has.
void add_reading_options(CLI::App& command, InputFlags& flags) {
  command.add_option("--threads,-j", flags.threads, "Threads that read; 0 takes every processor")
      ->type_name("N");
  add_folder_options(command, flags.models, flags.tables);
  command
      .add_option("--rejects", flags.rejects,
                  "Write a JSON line for each input that could not be read")
      ->type_name("FILE");
  command
      .add_option("--progress", flags.progress, "json writes one object a second to standard error")
      ->check(CLI::IsMember({"auto", "json"}))
      ->type_name("STYLE");
  command.add_flag("-q,--quiet", flags.quiet, "No progress and no closing count");
  command
      .add_option(
          "--about", flags.about,
          "Keep only reports on a topic: words, 'phrases', a* for a beginning, a|b for other "
          "spellings, +a for what must be there; rare words and names weigh more")
      ->type_name("QUERY");
  command
      .add_option("--threshold", flags.threshold,
                  "Share of the topic's weight that a report must reach; 0.4 where not given")
      ->check(CLI::Range(0.0, 1.0))
      ->type_name("SHARE");
  command
      .add_option(
          "--left-out", flags.left_out,
          "Write a JSON line for each report that --about leaves out: score and terms found")
      ->type_name("FILE");
}

void add_input_options(CLI::App& command, InputFlags& flags) {
  command.add_option("inputs", flags.inputs, kInputHelp)->type_name("INPUT");
  command.add_option("--input", flags.kind, "Kind of the inputs; recognised where not given")
      ->check(CLI::IsMember({"text", "html", "jsonl", "warc", "feed"}))
      ->type_name("KIND");
  command.add_flag("--as-is", flags.as_is,
                   "Take texts as they stand: nothing is cleaned, offsets are the input's bytes");
  command.add_flag("-0,--null", flags.nul_separated,
                   "Read the names of the inputs from standard input, ended by NUL");
  add_reading_options(command, flags);
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
       "parley annotate --format conllu report.txt > report.conllu",
       "zstdcat news.jsonl.zst | parley annotate --input jsonl - > out.jsonl"});
  add_input_options(*command, flags->input);
  command
      ->add_option("--layers", flags->layers,
                   "Print only these layers: blocks, sentences, tokens, entities, names, times, "
                   "statements, figures, events, positions, roles, issues")
      ->type_name("A,B,…");
  command
      ->add_option("--format", flags->format,
                   "jsonl; conllu: tokens and trees; brat: a .txt and a .ann file a document")
      ->check(CLI::IsMember({"jsonl", "conllu", "brat"}))
      ->type_name("FORMAT");
  command->add_option("--to", flags->folder, "The folder for the files of --format brat")
      ->type_name("FOLDER");
  command->callback([&tree, flags] { tree.chosen = [flags] { return annotate(*flags); }; });
}

void add_record_option(CLI::App& command, std::string& record) {
  command.add_option("--record,-r", record, "The record's file; PARLEY_RECORD names it as well")
      ->envname("PARLEY_RECORD")
      ->required()
      ->type_name("FILE");
}

void add_output_options(CLI::App& command, OutputFlags& flags) {
  command
      .add_option("--format", flags.format, "Form of the output; a table on a terminal, else jsonl")
      ->check(CLI::IsMember({"jsonl", "json", "csv", "tsv", "table"}))
      ->type_name("FORMAT");
  command.add_flag("--json", flags.json, "One JSON array");
  command.add_flag("--jsonl", flags.jsonl, "One JSON object a line");
  command.add_flag("--csv", flags.csv, "Comma-separated values");
  command.add_flag("--tsv", flags.tsv, "Tab-separated values");
  command.add_flag("--table", flags.table, "A table for reading");
  command.add_option("--fields", flags.fields, "Print only these fields, in this order")
      ->type_name("A,B,…");
  command.add_flag("--raw-csv", flags.raw_csv,
                   "Leave cells that a spreadsheet takes for formulas as they are");
}

void add_read(OptionTree& tree) {
  auto flags = std::make_shared<ReadFlags>();
  CLI::App* command =
      add_command(tree, "read", "Add documents to a record; what it holds already changes nothing.",
                  {"parley read reports/ --record talks.parley",
                   "parley read - --input jsonl --record talks.parley < news.jsonl",
                   "find reports -name '*.txt' -print0 | parley read -0 --record talks.parley"});
  add_input_options(*command, flags->input);
  add_record_option(*command, flags->record);
  command->add_flag("--again", flags->again,
                    "Read what the record holds already once more, with the models at hand; "
                    "decisions stay");
  command->callback([&tree, flags] { tree.chosen = [flags] { return read(*flags); }; });
}

void add_merge(OptionTree& tree) {
  auto flags = std::make_shared<MergeFlags>();
  CLI::App* command =
      add_command(tree, "merge",
                  "Join records into one: each article once, all decisions, rows built anew. Of "
                  "two texts under "
                  "one id the first is kept, the other told; exit state 1. Broken off, it goes on "
                  "when run again.",
                  {"parley merge harbour.parley pilots.parley --into talks.parley"});
  command->add_option("records", flags->records, "Records to take from; they are only read")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--into", flags->into, "The record that takes all in; made where there is none")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--rejects", flags->input.rejects,
                   "Write a JSON line for each article whose id stands for another text")
      ->type_name("FILE");
  command
      ->add_option("--progress", flags->input.progress,
                   "json writes one object a second to standard error")
      ->check(CLI::IsMember({"auto", "json"}))
      ->type_name("STYLE");
  command->add_flag("-q,--quiet", flags->input.quiet, "No progress and no closing count");
  command->callback([&tree, flags] { tree.chosen = [flags] { return merge(*flags); }; });
}

void add_watch(OptionTree& tree) {
  auto flags = std::make_shared<WatchFlags>();
  CLI::App* command =
      add_command(tree, "watch",
                  "Fetch feeds into a record: what is new in them, with --articles the pages that "
                  "they link to. "
                  "A feed that cannot be had is one line among the rejected; exit state 1.",
                  {"parley watch https://wire.example/feed.xml --record talks.parley",
                   "parley watch feeds.opml --articles --every 15m --record talks.parley",
                   "parley watch feeds.opml --about 'ferr* strike|dispute' --record talks.parley"});
  command
      ->add_option("inputs", flags->input.inputs,
                   "Addresses of feeds (RSS, Atom, JSON Feed) and lists of feeds in files (OPML)")
      ->required()
      ->type_name("FEED");
  add_record_option(*command, flags->record);
  command->add_flag("--articles", flags->articles,
                    "Fetch the pages that the feeds link to, as far as robots.txt allows");
  CLI::Option* once =
      command->add_flag("--once", flags->once, "One round; so where --every is not given");
  command
      ->add_option("--every", flags->every,
                   "Go on with a round as often as this, as in 15m, 2h or 1d, until interrupted")
      ->excludes(once)
      ->type_name("TIME");
  command
      ->add_option("--delay", flags->delay,
                   "Seconds between two requests to one host; 1 where not given")
      ->check(CLI::Range(0.0, 3600.0))
      ->type_name("SECONDS");
  command
      ->add_option("--allow-host", flags->allow_hosts,
                   "Ask this host at this port too, though it is not public or the port is none of "
                   "the web: 127.0.0.1:8080, feeds.example:8443; may be repeated")
      ->type_name("HOST:PORT");
  command
      ->add_option("--allow-port", flags->allow_ports,
                   "Ask public hosts at this port too, besides 80 and 443; may be repeated")
      ->check(CLI::Range(1, 65535))
      ->type_name("PORT");
  command
      ->add_option("--ca-file", flags->ca_file,
                   "Trust the certificates (PEM) in this file in place of the system's; so the "
                   "file that SSL_CERT_FILE names")
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
  add_reading_options(*command, flags->input);
  command->callback([&tree, flags] { tree.chosen = [flags] { return watch(*flags); }; });
}

void add_export(OptionTree& tree) {
  auto flags = std::make_shared<ExportFlags>();
  CLI::App* command =
      add_command(tree, "export", "Print the rows of a record, each with its evidence.",
                  {"parley export --record talks.parley --type origins",
                   "parley export --record talks.parley --as html --out talks.html",
                   "parley export --record talks.parley --as json-ld --out talks.jsonld",
                   "parley export --record talks.parley --type figures --csv > figures.csv"});
  add_record_option(*command, flags->record);
  command->add_option("--type", flags->type, "Which rows")
      ->check(CLI::IsMember(export_types()))
      ->type_name("TYPE");
  command
      ->add_option(
          "--as", flags->as,
          "The whole record for other programs: json-ld (schema.org, PROV-O), annotations "
          "(W3C Web Annotation), events (PLOVER-style table), atom (what is new), reports (the "
          "texts as JSON Lines that read takes), html (a page "
          "that needs nothing else), svg (its charts, into a folder); with --type parquet (a "
          "table, by DuckDB where that is installed)")
      ->check(CLI::IsMember(export_forms()))
      ->type_name("FORM");
  command
      ->add_option(
          "--since", flags->since,
          "With --as atom: what reports of this day or later bring; the latest read's where "
          "not given")
      ->type_name("DATE");
  command
      ->add_option("--out,-o", flags->out,
                   "Write to this file (of svg: folder) instead of standard output")
      ->type_name("FILE");
  add_output_options(*command, flags->output);
  command->callback([&tree, flags] { tree.chosen = [flags] { return export_rows(*flags); }; });
}

// A short name for one type of export.
void add_table(OptionTree& tree, const std::string& name, const std::string& type,
               const std::string& summary) {
  auto flags = std::make_shared<ExportFlags>();
  flags->type = type;
  CLI::App* command =
      add_command(tree, name, summary, {"parley " + name + " --record talks.parley"});
  add_record_option(*command, flags->record);
  add_output_options(*command, flags->output);
  command->callback([&tree, flags] { tree.chosen = [flags] { return export_rows(*flags); }; });
}

void add_figures(OptionTree& tree) {
  auto flags = std::make_shared<FiguresFlags>();
  CLI::App* command = add_command(
      tree, "figures",
      "Print figures over time by measure and population: whose each is, what corrects what, where "
      "two disagree.",
      {"parley figures --record talks.parley", "parley figures --record talks.parley --json"});
  add_record_option(*command, flags->record);
  command
      ->add_option("--chart", flags->chart,
                   "Bars behind the numbers; auto draws them in a terminal that shows UTF-8")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN");
  add_output_options(*command, flags->output);
  command->callback([&tree, flags] { tree.chosen = [flags] { return figures(*flags); }; });
}

void add_brief(OptionTree& tree) {
  auto flags = std::make_shared<BriefFlags>();
  CLI::App* command = add_command(
      tree, "brief",
      "Print one page: where the talks stand and by whose word, who wants what, figures, timeline.",
      {"parley brief --record talks.parley", "parley brief --record talks.parley --all"});
  add_record_option(*command, flags->record);
  command->add_flag("--json", flags->json, "The same lines as one JSON object");
  command->add_flag("--all", flags->all, "Every line, however many");
  command->add_option("--lines", flags->lines, "Lines a section; 12 where not given")
      ->type_name("N");
  command->callback([&tree, flags] { tree.chosen = [flags] { return brief(*flags); }; });
}

void add_show(OptionTree& tree) {
  auto flags = std::make_shared<ShowFlags>();
  CLI::App* command =
      add_command(tree, "show", "Open a row of the record onto the sentences that it stands on.",
                  {"parley show 12 --record talks.parley"});
  command->add_option("which", flags->which, "Numbers that brief prints, or ids")
      ->required()
      ->type_name("NUMBER|ID");
  add_record_option(*command, flags->record);
  command->add_flag("--json", flags->json, "The row as one JSON object");
  command->callback([&tree, flags] { tree.chosen = [flags] { return show(*flags); }; });
}

void add_search(OptionTree& tree) {
  auto flags = std::make_shared<SearchFlags>();
  CLI::App* command = add_command(
      tree, "search", "Find sentences by their words; exit state 1 where there is none.",
      {"parley search ferry strike --record talks.parley",
       "parley search 'pay rise' 'negotiat*' --csv --record talks.parley"});
  command
      ->add_option("words", flags->words,
                   "Words that a sentence must have; 'two words' are a phrase, a* a beginning")
      ->required()
      ->type_name("WORD");
  add_record_option(*command, flags->record);
  command->add_option("--limit", flags->limit, "At most so many sentences; 50 where not given")
      ->type_name("N");
  add_output_options(*command, flags->output);
  command->callback([&tree, flags] { tree.chosen = [flags] { return search(*flags); }; });
}

void add_changes(OptionTree& tree) {
  auto flags = std::make_shared<ChangesFlags>();
  CLI::App* command = add_command(
      tree, "changes",
      "Print what is new: positions, changed stances, figures, conflicts, origins, articles; exit "
      "state 1 where nothing is.",
      {"parley changes --since 2025-03-14 --record talks.parley",
       "parley changes --since-read --record talks.parley"});
  command
      ->add_option("--since", flags->since,
                   "A day, as in 2025-03-14: what reports published then or later bring")
      ->type_name("DATE");
  command->add_flag("--since-read", flags->since_read,
                    "What the latest read that added reports brought");
  add_record_option(*command, flags->record);
  add_output_options(*command, flags->output);
  command->callback([&tree, flags] { tree.chosen = [flags] { return changes(*flags); }; });
}

void add_compare(OptionTree& tree) {
  auto flags = std::make_shared<CompareFlags>();
  CLI::App* command = add_command(
      tree, "compare",
      "Print two outlets side by side: what each tells alone, how each words it, what each calls "
      "whom; exit state 1 where neither tells anything.",
      {"parley compare 'Example Wire' 'Coast Radio' --record talks.parley",
       "parley compare 'Example Wire' 'Coast Radio' --story 6caf4ee747822fcd --record "
       "talks.parley"});
  command->add_option("outlets", flags->outlets, "The two outlets, as articles name them")
      ->expected(2)
      ->required()
      ->type_name("OUTLET");
  command
      ->add_option("--story", flags->story,
                   "Only reports of this story; its id, or that of one of its articles")
      ->type_name("ID");
  add_record_option(*command, flags->record);
  add_output_options(*command, flags->output);
  command->callback([&tree, flags] { tree.chosen = [flags] { return compare(*flags); }; });
}

void add_check(OptionTree& tree) {
  auto flags = std::make_shared<CheckFlags>();
  CLI::App* command =
      add_command(tree, "check", "Prove a record: every quote, every reference, every derived row.",
                  {"parley check --record talks.parley"});
  add_record_option(*command, flags->record);
  command->add_flag("--json", flags->json, "The result as one JSON object");
  command->callback([&tree, flags] { tree.chosen = [flags] { return check(*flags); }; });
}

void add_serve(OptionTree& tree) {
  auto flags = std::make_shared<ServeFlags>();
  CLI::App* command = add_command(
      tree, "serve", "Show a record in the browser, on this machine alone or to those who log in.",
      {"parley serve --record talks.parley", "parley serve --record talks.parley --port 9000",
       "parley serve --record talks.parley --bind 192.0.2.7 --auth accounts --host desk.example"});
  add_record_option(*command, flags->record);
  command
      ->add_option("--bind", flags->address,
                   "The address to answer at, 127.0.0.1 where not given; one that others can reach "
                   "needs --auth")
      ->type_name("ADDRESS");
  command->add_option("--port", flags->port, "The port; 8470 where not given, 0 takes a free one")
      ->type_name("PORT");
  command->add_option("--threads,-j", flags->threads, "Threads that answer; 4 where not given")
      ->check(CLI::Range(1, 64))
      ->type_name("N");
  command
      ->add_option("--auth", flags->auth,
                   "File of the accounts that may use it, as parley user writes it; everybody must "
                   "log in then")
      ->type_name("FILE");
  command->add_flag("--fetch", flags->fetch,
                    "Fetch a page whose address is pasted by those who may add reports; private "
                    "addresses are refused, and nothing is fetched where this is not given");
  command
      ->add_option(
          "--host", flags->hosts,
          "Another name that it is reached by: desk.example, or https://desk.example behind "
          "a proxy; may be repeated")
      ->type_name("NAME");
  add_folder_options(*command, flags->models, flags->tables);
  command->callback([&tree, flags] { tree.chosen = [flags] { return serve(*flags); }; });
}

void add_user(OptionTree& tree) {
  auto flags = std::make_shared<UserFlags>();
  CLI::App* command = add_command(
      tree, "user", "Say who may use a workbench that others can reach, and what each may do.",
      {"parley user add mvelm --role coder --auth accounts",
       "parley user add mvelm --role coder --password-file secret.txt --auth accounts",
       "parley user list --auth accounts", "parley user token mvelm --auth accounts",
       "parley user remove mvelm --auth accounts"});
  command
      ->add_option(
          "action", flags->action,
          "add NAME (anew: another role or password); list; remove NAME; token NAME prints a "
          "token for programs, once")
      ->check(CLI::IsMember({"add", "list", "remove", "token"}))
      ->required()
      ->type_name("ACTION");
  command->add_option("name", flags->name, "Letters a to z, digits and . _ - @")->type_name("NAME");
  command->add_option("--auth", flags->auth, "The file of accounts; add makes it")
      ->required()
      ->type_name("FILE");
  command
      ->add_option(
          "--role", flags->role,
          "reader looks; coder also accepts, rejects, corrects and notes; curator also adds "
          "reports, merges and splits; admin also decides in the name of others")
      ->check(CLI::IsMember({"reader", "coder", "curator", "admin"}))
      ->type_name("ROLE");
  command
      ->add_option("--password-file", flags->password_file,
                   "File whose first line is the password, - for standard input; asked for at the "
                   "terminal where not given")
      ->type_name("FILE");
  add_output_options(*command, flags->output);
  command->callback([&tree, flags] { tree.chosen = [flags] { return user(*flags); }; });
}

void add_correct(OptionTree& tree) {
  auto flags = std::make_shared<CorrectFlags>();
  CLI::App* command = add_command(
      tree, "correct",
      "Take down what a person decides about rows: it outlives a re-read and can be undone.",
      {"parley correct reject 12 --reason 'a headline, nobody said it' --record talks.parley",
       "parley correct set 12 stance offer --record talks.parley",
       "parley correct merge 3 7 --dry-run --record talks.parley",
       "parley correct split 3 --name 'J. Doe' --record talks.parley",
       "parley correct note 12 'ask the union' --record talks.parley",
       "parley correct undo c0123456789abcdef --record talks.parley",
       "parley export --type decisions --record old.parley | parley correct --from - --record "
       "new.parley"});
  command
      ->add_option("action", flags->action,
                   "accept, reject, note ROW…; set ROW FIELD VALUE; merge ACTOR ACTOR…; split "
                   "ACTOR; join ORIGIN ORIGIN…; part ORIGIN; undo DECISION")
      ->check(CLI::IsMember(correct_actions()))
      ->type_name("ACTION");
  command->add_option("words", flags->words, "Rows by number or id, and what the action needs")
      ->type_name("WORD");
  add_record_option(*command, flags->record);
  command->add_option("--reason", flags->reason, "Why; reject and note must have it")
      ->type_name("WORDS");
  command
      ->add_option("--name", flags->names, "split: a name that is another actor's; may be repeated")
      ->type_name("NAME");
  command
      ->add_option("--article", flags->articles,
                   "split: an article that speaks of another actor; may be repeated")
      ->type_name("ID");
  command
      ->add_option("--member", flags->members,
                   "part: a statement that is another saying; may be repeated")
      ->type_name("STATEMENT");
  command->add_option("--by", flags->by, "Who decides; PARLEY_BY or USER where not given")
      ->envname("PARLEY_BY")
      ->type_name("WHO");
  command->add_option("--at", flags->at, "When, as in 2025-03-14T09:30:00Z; now where not given")
      ->type_name("TIME");
  command
      ->add_option("--from", flags->from,
                   "Decisions from a file, one JSON object a line, as export prints them; - for "
                   "standard input")
      ->type_name("FILE");
  command->add_flag("--dry-run", flags->dry_run, "Print the rows that would change; keep nothing");
  add_output_options(*command, flags->output);
  command->callback([&tree, flags] { tree.chosen = [flags] { return correct(*flags); }; });
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
  add_read(*tree);
  add_watch(*tree);
  add_merge(*tree);
  add_brief(*tree);
  add_show(*tree);
  add_search(*tree);
  add_table(*tree, "positions", "positions",
            "Print who demands, offers, accepts and rejects what.");
  add_figures(*tree);
  add_table(*tree, "timeline", "timeline", "Print what is told of each day.");
  add_table(*tree, "sources", "origins", "Print each distinct thing said and the reports on it.");
  add_table(*tree, "actors", "actors", "Print who is spoken of, under which names.");
  add_changes(*tree);
  add_compare(*tree);
  add_correct(*tree);
  add_export(*tree);
  add_check(*tree);
  add_serve(*tree);
  add_user(*tree);
  add_annotate(*tree);
  add_help(*tree);
  return tree;
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
