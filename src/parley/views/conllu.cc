#include "parley/views/conllu.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace parley::views {
namespace {

// No line break, tab or other white space but the blank may stand in a field.
std::string in_one_line(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return line;
}

std::string field(std::string_view text) { return text.empty() ? "_" : in_one_line(text); }

class Writer {
 public:
  explicit Writer(const record::Reading& reading)
      : article_(reading.article), analysis_(reading.analysis) {}

  std::string write() {
    const std::string id = in_one_line(article_.id);
    fmt::format_to(std::back_inserter(out_), "# newdoc id = {}\n", id);
    for (std::size_t s = 0; s < analysis_.sentences.size(); ++s) {
      const analysis::Sentence& sentence = analysis_.sentences[s];
      fmt::format_to(std::back_inserter(out_), "# sent_id = {}-{}\n# text = {}\n", id, s + 1,
                     in_one_line(article_.at(sentence.span)));
      for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
        write_token(sentence, t);
      }
      out_ += '\n';
    }
    return std::move(out_);
  }

 private:
  void write_token(const analysis::Sentence& sentence, std::uint32_t t) {
    const analysis::Token& token = analysis_.tokens[t];
    const bool parsed = !token.deprel.empty();
    const std::string head =
        !parsed ? "_"
                : std::to_string(token.head < 0 ? 0
                                                : static_cast<std::uint32_t>(token.head) -
                                                      sentence.first_token + 1);
    const bool tagged = token.upos != analysis::Upos::kX || !token.xpos.empty();
    fmt::format_to(std::back_inserter(out_), "{}\t{}\t{}\t{}\t{}\t_\t{}\t{}\t_\t{}\n",
                   t - sentence.first_token + 1, in_one_line(article_.at(token.span)),
                   field(token.lemma), tagged ? name_of(token.upos) : "_", field(token.xpos), head,
                   field(token.deprel), misc(sentence, t));
  }

  // The keys by letter, as the format asks.
  std::string misc(const analysis::Sentence& sentence, std::uint32_t t) {
    const text::Span span = analysis_.tokens[t].span;
    std::string text = fmt::format("End={}", span.end);
    while (name_ < analysis_.names.size() && analysis_.names[name_].end_token <= t) ++name_;
    if (name_ < analysis_.names.size() && analysis_.names[name_].first_token <= t) {
      const analysis::Name& name = analysis_.names[name_];
      text += fmt::format("|NER={}-{}", name.first_token == t ? 'B' : 'I', name_of(name.type));
    }
    const bool joined =
        t + 1 < sentence.end_token && analysis_.tokens[t + 1].span.start == span.end;
    if (joined) text += "|SpaceAfter=No";
    return text + fmt::format("|Start={}", span.start);
  }

  const text::Article& article_;
  const analysis::Analysis& analysis_;
  std::size_t name_ = 0;  // the first name that does not end before the token
  std::string out_;
};

}  // namespace

std::string to_conllu(const record::Reading& reading) { return Writer(reading).write(); }

}  // namespace parley::views
