#include "parley/analysis/mend_trees.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "parley/text/utf8.h"

namespace parley::analysis {

namespace {

constexpr int kMaxClimb = 4;              // arcs from "at" to what there is at least of
constexpr std::size_t kShortestList = 3;  // names behind the first, with "and" before the last
constexpr std::size_t kShortestPast = 4;  // "freed" is longer, "need" is not
constexpr std::uint32_t kAgentReach = 3;  // words between a participle and its "by"

template <std::size_t n>
bool is_in(std::string_view word, const std::array<std::string_view, n>& words) {
  return std::ranges::find(words, word) != words.end();
}

// "freed": "free"; "barred" stays "barr".
std::string past_stem(const std::string& form) {
  return form.substr(0, form.size() - (form.ends_with("eed") ? 1 : 2));
}

class Mender {
 public:
  Mender(const text::Article& article, Analysis& analysis)
      : article_(article), tokens_(analysis.tokens) {}

  void mend(const Sentence& sentence) {
    for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
      first_ = sentence.first_token;
      end_ = sentence.end_token;
      percent_noun(t);
      list_behind_including(t);
      at_least(t);
      participle_with_agent(t);
      title_and_name(t);
      gerund_after_verb(t);
      including_behind_verb(t);
    }
    for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
      verb_behind_modal(t);
      past_behind_subject(t);
      subject_past_its_verb(t);
      list_of_names(t);
      deed_behind_aside(t);
      joined_to_a_form(t);
      gerund_of_subject(t);
    }
    for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) object_of_gift(t);
    for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
      second_subject(t);
      deed_of_root(t);
    }
  }

 private:
  std::string_view at(std::uint32_t t) const { return article_.at(tokens_[t].span); }
  bool hangs(std::uint32_t t, std::uint32_t head) const {
    return tokens_[t].head == static_cast<std::int32_t>(head);
  }
  bool has_child(std::uint32_t head, std::string_view relation) const {
    for (std::uint32_t t = first_; t < end_; ++t) {
      if (hangs(t, head) && tokens_[t].deprel.starts_with(relation)) return true;
    }
    return false;
  }

  // "a 10 percent [raise]" is a noun, also where "raise" was read as a verb.
  void percent_noun(std::uint32_t t) {
    if (t < first_ + 2 || !tokens_[t].xpos.starts_with("VB") || tokens_[t].upos != Upos::kVerb) {
      return;
    }
    Token& percent = tokens_[t - 1];
    if (at(t - 1) != "percent" && at(t - 1) != "%" && at(t - 1) != "pct") return;
    if (tokens_[t - 2].upos != Upos::kNum || t < first_ + 3) return;
    if (at(t - 3) != "a" && at(t - 3) != "an" && at(t - 3) != "the") return;
    if (!hangs(t - 1, t)) return;
    tokens_[t].upos = Upos::kNoun;
    tokens_[t].xpos = "NN";
    percent.deprel = "compound";
    if (hangs(t - 3, t - 1)) tokens_[t - 3].head = static_cast<std::int32_t>(t);
  }

  // "needs at least [a raise]": no place.
  void at_least(std::uint32_t t) {
    if (t <= first_ || t + 1 >= end_ || at(t) != "at" || tokens_[t].deprel != "case") return;
    if (at(t + 1) != "least" && at(t + 1) != "most") return;
    const std::uint32_t verb = t - 1;
    if (tokens_[verb].upos != Upos::kVerb || has_child(verb, "obj")) return;
    auto noun = static_cast<std::int32_t>(t);
    for (int step = 0; step < kMaxClimb; ++step) {
      noun = tokens_[static_cast<std::uint32_t>(noun)].head;
      if (noun <= static_cast<std::int32_t>(t)) return;
      Token& found = tokens_[static_cast<std::uint32_t>(noun)];
      if (found.deprel != "obl" || found.head != static_cast<std::int32_t>(verb)) continue;
      found.deprel = "obj";
      tokens_[t].deprel = "advmod";
      return;
    }
  }

  // "the freeze initially [sought by the council]": a participle with its doer describes the noun
  // before it.
  void participle_with_agent(std::uint32_t t) {
    const std::string_view relation = tokens_[t].deprel;
    if (tokens_[t].xpos != "VBN" || (relation != "advcl" && relation != "conj")) return;
    if (relation == "conj" && (has_child(t, "cc") || has_child(t, "aux"))) return;
    std::uint32_t noun = t;
    while (noun > first_ &&
           (noun == t || tokens_[noun].upos == Upos::kAdv || (noun + 1 == t && at(noun) == ","))) {
      --noun;
    }
    if (tokens_[noun].upos != Upos::kNoun && tokens_[noun].upos != Upos::kPropn) return;
    bool by = false;
    for (std::uint32_t at_by = t + 1; at_by < std::min(end_, t + 1 + kAgentReach); ++at_by) {
      by = by || at(at_by) == "by";
    }
    const bool subject =
        tokens_[noun].deprel.starts_with("nsubj") && tokens_[noun].head == tokens_[t].head;
    if (!by || !subject) return;
    tokens_[t].head = static_cast<std::int32_t>(noun);
    tokens_[t].deprel = "acl";
  }

  // "majority leader [Ana Brask] would": one subject, not two.
  void title_and_name(std::uint32_t t) {
    if (t <= first_ || tokens_[t].upos != Upos::kPropn) return;
    Token& name = tokens_[t];
    const Token& title = tokens_[t - 1];
    const bool nominal = title.upos == Upos::kNoun || title.upos == Upos::kPropn;
    if (!nominal || !name.deprel.starts_with("nsubj") || !title.deprel.starts_with("nsubj") ||
        name.head != title.head) {
      return;
    }
    name.deprel = "flat";
    name.head = static_cast<std::int32_t>(t - 1);
  }

  // "ruled out [ceding] land": what is ruled out.
  void gerund_after_verb(std::uint32_t t) {
    if (tokens_[t].xpos != "VBG" || tokens_[t].deprel != "advcl" || tokens_[t].head < 0) return;
    const auto verb = static_cast<std::uint32_t>(tokens_[t].head);
    const bool particle = t == verb + 2 && tokens_[t - 1].deprel == "compound:prt";
    if ((t != verb + 1 && !particle) || tokens_[verb].upos != Upos::kVerb) return;
    if (!has_child(verb, "obj") && !has_child(verb, "aux:pass")) tokens_[t].deprel = "xcomp";
  }

  // "proposed [including] this item": what is proposed.
  void including_behind_verb(std::uint32_t t) {
    if (t <= first_ || at(t) != "including" || tokens_[t].deprel != "case") return;
    const std::uint32_t verb = t - 1;
    const auto noun = static_cast<std::uint32_t>(std::max(tokens_[t].head, 0));
    if (tokens_[verb].upos != Upos::kVerb || noun <= t || !hangs(noun, verb)) return;
    tokens_[t].upos = Upos::kVerb;
    tokens_[t].xpos = "VBG";
    tokens_[t].lemma = "include";
    hang(t, verb, "xcomp");
    hang(noun, t, "obj");
    for (std::uint32_t c = noun + 1; c < end_; ++c) {
      if (hangs(c, verb) && tokens_[c].deprel.starts_with("obl")) hang(c, t, "obl");
    }
  }

  // "including a ceasefire, [withdrawal] of the troops and the entry of aid": what follows a comma
  // is another of the things included, not another word for the first.
  void list_behind_including(std::uint32_t t) {
    if (tokens_[t].deprel != "appos" || tokens_[t].upos != Upos::kNoun || tokens_[t].head < 0)
      return;
    const auto first = static_cast<std::uint32_t>(tokens_[t].head);
    if (first >= t || tokens_[first].upos != Upos::kNoun) return;
    for (std::uint32_t c = first_; c < first; ++c) {
      if (hangs(c, first) && at(c) == "including") return hang(t, first, "conj");
    }
  }

  // "The group [killed] nine people": a participle with an object of its own is the sentence's
  // verb.
  void deed_of_root(std::uint32_t t) {
    Token& verb = tokens_[t];
    if (verb.deprel != "acl" || (verb.xpos != "VBN" && verb.xpos != "VBD") || verb.head < 0 ||
        verb.head >= static_cast<std::int32_t>(t)) {
      return;
    }
    const auto noun = static_cast<std::uint32_t>(verb.head);
    if (tokens_[noun].deprel != "root" || has_child(noun, "cop") || has_child(t, "aux") ||
        !has_child(t, "obj")) {
      return;
    }
    verb.deprel = "root";
    verb.head = kRoot;
    verb.xpos = "VBD";
    tokens_[noun].deprel = "nsubj";
    tokens_[noun].head = static_cast<std::int32_t>(t);
  }

  // "wants [sanctions] lifted": the noun behind an active verb that has its subject already.
  void second_subject(std::uint32_t t) {
    if (tokens_[t].deprel != "nsubj" || tokens_[t].head < 0) return;
    const auto verb = static_cast<std::uint32_t>(tokens_[t].head);
    if (verb >= t || tokens_[verb].upos != Upos::kVerb || has_child(verb, "obj") ||
        has_child(verb, "expl") || !has_child(verb, "xcomp")) {
      return;
    }
    for (std::uint32_t before = first_; before < verb; ++before) {
      if (!hangs(before, verb) || !tokens_[before].deprel.starts_with("nsubj")) continue;
      tokens_[t].deprel = "obj";
      return;
    }
  }

  // Makes the word at `t`, read as part of the noun phrase of `noun` behind it, the verb that has
  // that noun for its object.
  void make_verb(std::uint32_t t, std::uint32_t noun, std::string_view form) {
    static constexpr std::array<std::string_view, 7> kOfVerbs = {"aux",   "advmod", "mark", "obl",
                                                                 "advcl", "punct",  "nsubj"};
    for (std::uint32_t c = first_; c < end_; ++c) {
      if (!hangs(c, noun) || c == t) continue;
      const bool of_verb = std::ranges::any_of(
          kOfVerbs, [&](std::string_view it) { return tokens_[c].deprel.starts_with(it); });
      if (c < t ? of_verb : of_verb && c > noun) tokens_[c].head = static_cast<std::int32_t>(t);
    }
    tokens_[t].upos = Upos::kVerb;
    tokens_[t].xpos = form;
    tokens_[t].deprel = tokens_[noun].deprel;
    tokens_[t].head = tokens_[noun].head;
    tokens_[noun].deprel = "obj";
    tokens_[noun].head = static_cast<std::int32_t>(t);
  }

  // "would [free] 1,500 prisoners": behind a modal verb stands a verb.
  void verb_behind_modal(std::uint32_t t) {
    if (t <= first_ || tokens_[t].xpos != "JJ" || tokens_[t].deprel != "amod") return;
    if (tokens_[t].head <= static_cast<std::int32_t>(t)) return;
    const auto noun = static_cast<std::uint32_t>(tokens_[t].head);
    if (tokens_[t - 1].xpos != "MD" || !hangs(t - 1, noun) || has_child(noun, "cop")) return;
    make_verb(t, noun, "VB");
  }

  // "a court [freed] the activist": a word in "-ed" right behind a noun, in a sentence that has no
  // other verb to hang on.
  void past_behind_subject(std::uint32_t t) {
    if (t <= first_ || t + 1 >= end_) return;
    Token& verb = tokens_[t];
    const std::uint32_t subject = t - 1;
    // "ICELAND [proposed] cuts.", but not "Peru proposed cuts" above a report
    const bool read = verb.xpos == "VBN" && verb.deprel == "amod" && at(end_ - 1) == "." &&
                      tokens_[subject].upos == Upos::kPropn;
    const bool past = verb.lemma.ends_with("ed") && at(t).size() > kShortestPast;
    if (!read && (!past || (verb.xpos != "JJ" && verb.xpos != "RB"))) return;
    if (tokens_[subject].upos != Upos::kNoun && tokens_[subject].upos != Upos::kPropn) return;
    if (verb.deprel == "root") {
      if (!hangs(subject, t)) return;
      tokens_[subject].deprel = "nsubj";
      verb.upos = Upos::kVerb;
      verb.xpos = "VBD";
      if (hangs(t + 1, t) && tokens_[t + 1].deprel.starts_with("obl:"))
        tokens_[t + 1].deprel = "obj";
    } else {
      if (verb.deprel != "amod" || verb.head <= static_cast<std::int32_t>(t)) return;
      const auto noun = static_cast<std::uint32_t>(verb.head);
      // "Norway [freed] ten": the subject was read as what the sentence is about.
      if (hangs(noun, subject) && tokens_[subject].deprel == "root" && !has_child(subject, "cop")) {
        make_verb(t, subject, "VBD");
        tokens_[noun].deprel = "obj";
        tokens_[noun].head = static_cast<std::int32_t>(t);
        tokens_[subject].deprel = "nsubj";
        if (!read) verb.lemma = past_stem(verb.lemma);
        return;
      }
      // "the [activist] Ana Brask": the name is what the verb is about.
      const bool title = tokens_[noun].deprel == "nmod:desc" || tokens_[noun].deprel == "compound";
      const auto object = title ? static_cast<std::uint32_t>(tokens_[noun].head) : noun;
      if (tokens_[object].deprel != "root" || has_child(object, "cop") || !hangs(subject, noun)) {
        return;
      }
      for (std::uint32_t c = first_; c < subject; ++c) {
        if (hangs(c, noun)) tokens_[c].head = static_cast<std::int32_t>(subject);
      }
      make_verb(t, object, "VBD");
      tokens_[subject].deprel = "nsubj";
      tokens_[subject].head = static_cast<std::int32_t>(t);
    }
    if (!read) verb.lemma = past_stem(verb.lemma);
  }

  bool is_finite(std::uint32_t t) const {
    return tokens_[t].xpos == "VBD" || tokens_[t].xpos == "VBZ" || tokens_[t].xpos == "VBP";
  }
  void hang(std::uint32_t t, std::uint32_t head, std::string_view relation) {
    tokens_[t].head = static_cast<std::int32_t>(head);
    tokens_[t].deprel = relation;
  }

  // "Iceland and Peru opposed the [text]": the text has no subject, the verb before it has none
  // yet.
  void subject_past_its_verb(std::uint32_t t) {
    if (tokens_[t].deprel != "nsubj" || tokens_[t].head <= static_cast<std::int32_t>(t)) return;
    const auto noun = static_cast<std::uint32_t>(tokens_[t].head);
    if (tokens_[noun].upos != Upos::kNoun || tokens_[noun].deprel != "obj" ||
        tokens_[noun].head <= static_cast<std::int32_t>(t) || has_child(noun, "cop")) {
      return;
    }
    const auto verb = static_cast<std::uint32_t>(tokens_[noun].head);
    if (verb < noun && is_finite(verb) && !has_child(verb, "nsubj")) hang(t, verb, "nsubj");
  }

  // "Peru, the Union, the Isles and Chile backed it": a list of names, though without "and" between
  // the first of them they were read as one under several names.
  void list_of_names(std::uint32_t t) {
    if (tokens_[t].upos != Upos::kPropn || tokens_[t].deprel == "appos") return;
    std::vector<std::uint32_t> names;
    bool joined = false;
    for (std::uint32_t c = t + 1; c < end_; ++c) {
      const std::uint32_t last = names.empty() ? t : names.back();
      if (tokens_[c].upos != Upos::kPropn) continue;
      const bool beside = tokens_[c].deprel == "nsubj" && tokens_[t].deprel == "nsubj" &&
                          tokens_[c].head == tokens_[t].head;
      if (!beside && !hangs(c, t) && !hangs(c, last)) continue;
      if (beside || tokens_[c].deprel == "appos") names.push_back(c);
      if (tokens_[c].deprel == "conj" && has_child(c, "cc")) {
        names.push_back(c);
        joined = true;
      }
    }
    if (!joined || names.size() < kShortestList) return;
    for (const std::uint32_t name : names) hang(name, t, "conj");
  }

  // "Norway, joined by Iceland, [rejected] the text"
  void deed_behind_aside(std::uint32_t t) {
    if (t == first_ || tokens_[t].deprel != "advcl" || !is_finite(t) || tokens_[t].head < 0 ||
        has_child(t, "nsubj") || has_child(t, "mark") || at(t - 1) != ",") {
      return;
    }
    const auto aside = static_cast<std::uint32_t>(tokens_[t].head);
    if (aside >= t || aside < first_ + 2 || tokens_[aside].xpos != "VBN" ||
        tokens_[aside].deprel != "root" || at(aside - 1) != "," || has_child(aside, "aux") ||
        !has_child(aside, "obl:agent")) {
      return;
    }
    std::uint32_t subject = end_;
    for (std::uint32_t c = first_; c < aside; ++c) {
      if (hangs(c, aside) && tokens_[c].deprel.starts_with("nsubj")) subject = c;
    }
    if (subject == end_) return;
    tokens_[t].head = kRoot;
    tokens_[t].deprel = "root";
    hang(subject, t, "nsubj");
    hang(aside, subject, "acl");
  }

  // "said the fund should be cut, [backed] Peru's list": a past form with an object of its own is
  // joined to the past form that has the subject, not to a form behind "should be".
  void joined_to_a_form(std::uint32_t t) {
    const bool past = tokens_[t].xpos == "VBD" || tokens_[t].xpos == "VBN";
    if (!past || (tokens_[t].deprel != "conj" && tokens_[t].deprel != "ccomp")) return;
    if (tokens_[t].head < 0 || tokens_[t].head >= static_cast<std::int32_t>(t)) return;
    if (!has_child(t, "obj") || has_child(t, "nsubj") || has_child(t, "aux") ||
        has_child(t, "mark")) {
      return;
    }
    const auto head = static_cast<std::uint32_t>(tokens_[t].head);
    if (tokens_[t].deprel == "ccomp") {
      const bool another = tokens_[head].xpos == "VBD" && at(t - 1) == ",";
      if (another && has_child(head, "nsubj")) hang(t, head, "conj");
      return;
    }
    if (!has_child(head, "aux:pass") || !(tokens_[head].deprel == "ccomp") ||
        tokens_[head].head < 0) {
      return;
    }
    const auto above = static_cast<std::uint32_t>(tokens_[head].head);
    if (above < head && tokens_[above].xpos == "VBD" && has_child(above, "nsubj")) {
      hang(t, above, "conj");
    }
  }

  // "[Developing] countries rejected": which countries, and nobody develops them.
  void gerund_of_subject(std::uint32_t t) {
    static constexpr std::array<std::string_view, 16> kOfKinds = {
        "developing", "emerging",  "participating", "neighbouring", "neighboring", "opposing",
        "warring",    "competing", "striking",      "remaining",    "existing",    "leading",
        "ruling",     "governing", "dissenting",    "contending"};
    if (tokens_[t].xpos != "VBG" || t + 2 >= end_) return;
    if (tokens_[t].deprel != "advcl" && tokens_[t].deprel != "csubj") return;
    const std::uint32_t noun = t + 1;
    if (!hangs(noun, t) || tokens_[noun].deprel != "obj" || tokens_[noun].xpos != "NNS") return;
    if (tokens_[t].head <= static_cast<std::int32_t>(noun)) return;
    const auto verb = static_cast<std::uint32_t>(tokens_[t].head);
    const bool kind = is_in(text::fold_case(at(t)), kOfKinds);
    if (!kind || !is_finite(verb) || has_child(verb, "nsubj") || at(verb - 1) == ",") return;
    hang(noun, verb, "nsubj");
    hang(t, noun, "amod");
    tokens_[t].upos = Upos::kAdj;
  }

  // "a raise", "5 percent raise", with the article hung on the noun or on the share.
  bool is_counted(std::uint32_t noun) const {
    for (std::uint32_t t = first_; t < noun; ++t) {
      if (tokens_[t].upos != Upos::kDet && tokens_[t].upos != Upos::kNum) continue;
      const std::int32_t head = tokens_[t].head;
      if (hangs(t, noun) || (head >= 0 && hangs(static_cast<std::uint32_t>(head), noun)))
        return true;
    }
    return false;
  }

  // "offered (workers) [a raise]": a noun with an article of its own is what is given.
  void object_of_gift(std::uint32_t t) {
    if (!tokens_[t].xpos.starts_with("NN") || tokens_[t].deprel != "xcomp" || tokens_[t].head < 0 ||
        tokens_[t].head >= static_cast<std::int32_t>(t)) {
      return;
    }
    // "became a member", "was named a member": what somebody is.
    static constexpr std::array<std::string_view, 20> kNaming = {
        "become", "remain", "stay",  "seem",    "appear",  "look",    "feel",
        "sound",  "turn",   "prove", "make",    "name",    "call",    "elect",
        "find",   "be",     "serve", "declare", "appoint", "consider"};
    const auto verb = static_cast<std::uint32_t>(tokens_[t].head);
    if (tokens_[verb].upos != Upos::kVerb || is_in(tokens_[verb].lemma, kNaming)) return;
    if (!is_counted(t)) return;
    if (has_child(verb, "obj") || has_child(verb, "aux:pass") || has_child(t, "cop") ||
        has_child(t, "mark") || has_child(t, "nsubj")) {
      return;
    }
    tokens_[t].deprel = "obj";
    tokens_[t].upos = Upos::kNoun;
    // "a 5 percent [raise]" with the number hung as if it were given.
    const std::uint32_t before = t - 1;
    if (hangs(before, t) && tokens_[before].deprel == "obj") tokens_[before].deprel = "compound";
  }

  const text::Article& article_;
  std::vector<Token>& tokens_;
  std::uint32_t first_ = 0;
  std::uint32_t end_ = 0;
};

}  // namespace

void mend_trees(const text::Article& article, Analysis& analysis) {
  Mender mender(article, analysis);
  for (const Sentence& sentence : analysis.sentences) mender.mend(sentence);
}

}  // namespace parley::analysis
