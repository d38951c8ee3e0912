#include "parley/views/brat.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

#include "parley/views/characters.h"

namespace parley::views {
namespace {

class Writer {
 public:
  explicit Writer(const record::Reading& reading)
      : reading_(reading), text_(reading.article.text), offsets_(text_) {}

  std::string write() {
    for (const analysis::Name& name : reading_.analysis.names) {
      add_text(name_of(name.type), {name.span});
    }
    for (const times::TimeExpression& time : reading_.times) {
      const std::string id = add_text("Time", {time.span});
      note(id, time.value + (time.resolved ? " = " + *time.resolved : ""));
    }
    for (const statements::Statement& statement : reading_.statements) add(statement);
    for (const figures::Figure& figure : reading_.figures) add(figure);
    for (const events::Position& position : reading_.talks.positions) add(position);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::uint32_t character(std::uint32_t byte) const { return offsets_.at(byte); }

  // "T1"; "" where nothing but white space is left.
  std::string add_text(std::string_view type, const std::vector<text::Span>& spans) {
    std::vector<std::string> places;
    std::vector<std::string_view> words;
    for (const text::Span span : spans) {
      for (std::uint32_t start = span.start; start < span.end;) {
        const std::size_t line = text_.find('\n', start);
        const auto end = static_cast<std::uint32_t>(
            std::min<std::size_t>(line == std::string_view::npos ? span.end : line, span.end));
        std::uint32_t first = start;
        std::uint32_t last = end;
        while (first < last && text_[first] == ' ') ++first;
        while (last > first && text_[last - 1] == ' ') --last;
        if (first < last) {
          places.push_back(fmt::format("{} {}", character(first), character(last)));
          words.push_back(text_.substr(first, last - first));
        }
        start = end + 1;
      }
    }
    if (places.empty()) return "";
    const std::string id = fmt::format("T{}", ++texts_);
    fmt::format_to(std::back_inserter(out_), "{}\t{} {}\t{}\n", id, type, fmt::join(places, ";"),
                   fmt::join(words, " "));
    return id;
  }

  void note(const std::string& id, std::string_view words) {
    if (id.empty()) return;
    std::string line(words);
    std::ranges::replace(line, '\n', ' ');
    fmt::format_to(std::back_inserter(out_), "#{}\tAnnotatorNotes {}\t{}\n", ++notes_, id, line);
  }

  void attribute(std::string_view name, const std::string& id, std::string_view value = "") {
    fmt::format_to(std::back_inserter(out_), "A{}\t{} {}{}{}\n", ++attributes_, name, id,
                   value.empty() ? "" : " ", value);
  }

  // An event with its arguments, "" of which are left out.
  std::string add_event(std::string_view type, const std::string& trigger,
                        const std::vector<std::pair<std::string, std::string>>& arguments) {
    const std::string id = fmt::format("E{}", ++events_);
    fmt::format_to(std::back_inserter(out_), "{}\t{}:{}", id, type, trigger);
    for (const auto& [role, text] : arguments) {
      if (!text.empty()) fmt::format_to(std::back_inserter(out_), " {}:{}", role, text);
    }
    out_ += '\n';
    return id;
  }

  void add(const statements::Statement& statement) {
    const std::string source = add_text("Source", statement.source.spans);
    const std::string cue = add_text("Cue", statement.cue);
    const std::string content = add_text("Content", statement.content);
    std::vector<std::pair<std::string, std::string>> arguments = {{"Source", source}};
    if (!cue.empty()) arguments.emplace_back("Content", content);
    for (const statements::Channel& channel : statement.channel) {
      arguments.emplace_back("Channel", add_text("Channel", channel.spans));
    }
    if (statement.addressee) {
      arguments.emplace_back("Addressee", add_text("Addressee", statement.addressee->spans));
    }
    for (const text::Span hedge : statement.hedges) {
      arguments.emplace_back("Hedge", add_text("Hedge", {hedge}));
    }
    // A quotation without cue is its own trigger.
    const std::string trigger = cue.empty() ? content : cue;
    if (trigger.empty()) return;
    number_repeated(arguments);
    const std::string id = add_event(cue.empty() ? "Content" : "Cue", trigger, arguments);
    attribute("Force", id, name_of(statement.force));
    if (statement.negated) attribute("Negated", id);
    if (!statement.act) attribute("Attitude", id);
    if (statement.source.name) note(source, *statement.source.name);
  }

  // brat tells arguments of one role apart by numbers: Channel, Channel2.
  static void number_repeated(std::vector<std::pair<std::string, std::string>>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      const std::string role = arguments[i].first;
      int count = 1;
      for (std::size_t j = i + 1; j < arguments.size(); ++j) {
        if (arguments[j].first == role) arguments[j].first = fmt::format("{}{}", role, ++count);
      }
    }
  }

  void add(const figures::Figure& figure) {
    const std::string id = add_text("Figure", {figure.span});
    std::string words = figure.measure + ", " + std::string(name_of(figure.bound));
    if (figure.value) words += fmt::format(", {}", *figure.value);
    if (figure.unit) words += " " + *figure.unit;
    note(id, words);
  }

  void add(const events::Position& position) {
    const std::string actor = add_text("Party", {position.actor});
    const std::string clause = add_text("Position", {position.span});
    const std::string term = add_text("Term", {position.term.span});
    std::string condition;
    if (position.exchange) condition = add_text("Condition", {position.exchange->span});
    if (clause.empty()) return;
    const std::string id =
        add_event("Position", clause, {{"Party", actor}, {"Term", term}, {"Condition", condition}});
    attribute("Stance", id, name_of(position.stance));
    attribute("Family", id, name_of(position.term.family));
  }

  const record::Reading& reading_;
  std::string_view text_;
  CharacterOffsets offsets_;
  std::string out_;
  int texts_ = 0, events_ = 0, attributes_ = 0, notes_ = 0;
};

template <class Value>
std::string names_up_to(Value last) {
  std::vector<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(last); ++i) names.push_back(name_of(static_cast<Value>(i)));
  return fmt::format("{}", fmt::join(names, "|"));
}

}  // namespace

std::string brat_configuration() {
  std::string types;
  for (int i = 0; i <= static_cast<int>(analysis::NameType::kMisc); ++i) {
    types += std::string(name_of(static_cast<analysis::NameType>(i))) + '\n';
  }
  return "[entities]\n" + types +
         "Source\nCue\nContent\nChannel\nAddressee\nHedge\nTime\nFigure\nParty\nTerm\n"
         "Condition\nPosition\n"
         "[relations]\n\n"
         "[events]\n"
         "Cue\tSource?:Source, Content?:Content, Channel*:Channel, Addressee?:Addressee, "
         "Hedge*:Hedge\n"
         "Content\tSource?:Source, Channel*:Channel, Addressee?:Addressee, Hedge*:Hedge\n"
         "Position\tParty?:Party, Term?:Term, Condition?:Condition\n"
         "[attributes]\n"
         "Force\tArg:<EVENT>, Value:" +
         names_up_to(statements::Force::kQuote) +
         "\nNegated\tArg:<EVENT>\nAttitude\tArg:<EVENT>\n" +
         "Stance\tArg:<EVENT>, Value:" + names_up_to(events::Stance::kNoComment) + '\n' +
         "Family\tArg:<EVENT>, Value:" + names_up_to(events::Family::kOther) + '\n';
}

std::string to_brat(const record::Reading& reading) { return Writer(reading).write(); }

}  // namespace parley::views
