#include "parley/analysis/language_model.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "parley/analysis/analyse.h"

namespace parley::analysis {
namespace {

const std::string kModelPath = PARLEY_SOURCE_DIR "/models/language.parley-model";
const std::string kFixtures = PARLEY_SOURCE_DIR "/tests/fixtures/language/";

std::shared_ptr<const LanguageModel> load(std::string_view kernels) {
  auto model = LanguageModel::load(kModelPath, *model::kernels_named(kernels));
  return model ? *model : nullptr;
}

text::Article report(std::string text) {
  text::Article article;
  article.text = std::move(text);
  return article;
}

std::map<std::string, text::Article> fixture_reports() {
  std::map<std::string, text::Article> reports;
  std::ifstream file(kFixtures + "reports.jsonl");
  for (std::string line; std::getline(file, line);) {
    const auto row = nlohmann::json::parse(line);
    reports[row["id"].get<std::string>()] = report(row["text"].get<std::string>());
  }
  return reports;
}

// Share of tokens whose tag, head and relation are those that the trainer's network gave.
struct Agreement {
  int tokens = 0;
  int tags = 0;
  int heads = 0;
  int relations = 0;
};

Agreement agreement(const LanguageModel& model) {
  std::map<std::string, Analysis> readings;
  for (const auto& [id, article] : fixture_reports()) readings[id] = analyse(article, &model);
  Agreement found;
  std::ifstream file(kFixtures + "expected.tsv");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::vector<std::string> columns(1);
    for (const char c : line) {
      if (c == '\t') {
        columns.emplace_back();
      } else {
        columns.back() += c;
      }
    }
    const auto& tokens = readings.at(columns[0]).tokens;
    const auto at = static_cast<std::size_t>(std::stoi(columns[1]));
    if (at >= tokens.size()) continue;
    const Token& token = tokens[at];
    ++found.tokens;
    found.tags += name_of(token.upos) == columns[2] && token.xpos == columns[3] ? 1 : 0;
    found.heads += token.head == std::stoi(columns[4]) ? 1 : 0;
    found.relations += token.deprel == columns[5] ? 1 : 0;
  }
  return found;
}

TEST(LanguageModel, SaysWhatTheTrainersNetworkSays) {
  for (const std::string_view kernels : {"reference", "portable"}) {
    const auto model = load(kernels);
    ASSERT_NE(model, nullptr);

    const Agreement found = agreement(*model);

    ASSERT_GT(found.tokens, 350);
    EXPECT_GE(found.tags, 0.985 * found.tokens) << kernels;
    EXPECT_GE(found.heads, 0.96 * found.tokens) << kernels;
    EXPECT_GE(found.relations, 0.97 * found.tokens) << kernels;
  }
}

TEST(LanguageModel, AllIntegerKernelsGiveTheSameReading) {
  const auto plain = load("portable");
  ASSERT_NE(plain, nullptr);
  for (const model::Kernels* kernels : model::all_kernels()) {
    if (kernels->name == "reference" || kernels->name == "portable") continue;
    const auto model = load(kernels->name);
    for (const auto& [id, article] : fixture_reports()) {
      const Analysis a = analyse(article, plain.get());
      const Analysis b = analyse(article, model.get());
      ASSERT_EQ(a.attributions.size(), b.attributions.size()) << kernels->name;
      for (std::size_t i = 0; i < a.attributions.size(); ++i) {
        EXPECT_EQ(a.attributions[i].cue, b.attributions[i].cue);
        EXPECT_EQ(a.attributions[i].confidence, b.attributions[i].confidence);
      }
      ASSERT_EQ(a.names.size(), b.names.size());
    }
  }
}

TEST(LanguageModel, ReadsAReportTheSameWhateverItReadBefore) {
  const auto words_of = [](const Analysis& analysis) {
    std::ostringstream all;
    for (const Token& token : analysis.tokens) {
      all << token.lemma << ' ' << token.xpos << ' ' << token.head << ' ' << token.deprel << '\n';
    }
    for (const Name& name : analysis.names)
      all << name.first_token << ' ' << name.confidence << '\n';
    return all.str();
  };
  const auto model = load("portable");
  std::map<std::string, std::string> expected;
  for (const auto& [id, article] : fixture_reports()) {
    expected[id] = words_of(analyse(article, load("portable").get()));
  }

  for (int round = 0; round < 2; ++round) {
    for (const auto& [id, article] : fixture_reports()) {
      EXPECT_EQ(words_of(analyse(article, model.get())), expected[id]) << id;
    }
  }
}

TEST(LanguageModel, LinksEachSpeakerToItsOwnWords) {
  const auto model = load("portable");
  ASSERT_NE(model, nullptr);
  const text::Article article =
      report("The mayor said the bridge would open in May. The union said it would not.");

  const Analysis analysis = analyse(article, model.get());

  ASSERT_EQ(analysis.attributions.size(), 2U);
  EXPECT_EQ(article.at(analysis.attributions[0].source.at(0)), "The mayor");
  EXPECT_EQ(article.at(analysis.attributions[1].source.at(0)), "The union");
  EXPECT_EQ(article.at(analysis.attributions[0].cue.at(0)), "said");
  EXPECT_EQ(article.at(analysis.attributions[0].content.at(0)), "the bridge would open in May");
}

TEST(LanguageModel, GivesLemmasThatAreWords) {
  const auto model = load(model::best_kernels().name);
  ASSERT_NE(model, nullptr);
  const text::Article article = report("The union proposed a truce and the owners declined it.");

  const Analysis analysis = analyse(article, model.get());

  EXPECT_EQ(analysis.tokens.at(2).lemma, "propose");
  EXPECT_EQ(analysis.tokens.at(8).lemma, "decline");
}

TEST(LanguageModel, ReadsAnyBytes) {
  const auto model = load(model::best_kernels().name);
  ASSERT_NE(model, nullptr);
  std::mt19937 random(5);
  std::vector<std::string> texts = {"",
                                    " ",
                                    "\n\n",
                                    std::string(50'000, 'x'),
                                    std::string(20'000, '"'),
                                    "e" + std::string(2000, '\xCC'),
                                    "\xE2\x80\xAE said \xE2\x80\xAC",
                                    "a\0b said \0."};
  std::string words;
  for (int i = 0; i < 3000; ++i) words += "word ";
  texts.push_back(words);  // no sentence end
  for (int round = 0; round < 20; ++round) {
    std::string bytes;
    for (int i = 0; i < 400; ++i) bytes += static_cast<char>(random() & 0xFF);
    texts.push_back(bytes);
  }
  for (const std::string& bytes : texts) {
    const text::Article article = report(bytes);

    const Analysis analysis = analyse(article, model.get());

    for (const Token& token : analysis.tokens) {
      EXPECT_TRUE(article.whole().contains(token.span));
      EXPECT_LT(token.head, static_cast<std::int32_t>(analysis.tokens.size()));
    }
    for (const Name& name : analysis.names) EXPECT_TRUE(article.whole().contains(name.span));
  }
}

}  // namespace
}  // namespace parley::analysis
