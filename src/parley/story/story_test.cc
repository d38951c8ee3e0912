// The rows that follow from hand-made readings of invented reports.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "parley/record/sample_reading.h"
#include "parley/story/derive.h"
#include "parley/story/join_actors.h"
#include "parley/story/sample_corpus.h"
#include "parley/story/words.h"

namespace parley::story {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::vector<Json> rows_of(const std::vector<record::DerivedRow>& rows, std::string_view type) {
  std::vector<Json> found;
  for (const record::DerivedRow& row : rows) {
    if (row.type == type) found.push_back(Json::parse(row.json));
  }
  return found;
}

// The same reading without main text, so that its article is a copy of no other.
record::Reading uncopied(record::Reading reading) {
  reading.article.blocks[0].role = text::BlockRole::kCaption;
  return reading;
}

record::Reading with_figure(const std::string& id, const std::string& outlet, double value,
                            figures::Bound bound, const std::string& claimant) {
  record::Reading reading = record::sample_reading(id, outlet);
  reading.figures[0].value = value;
  reading.figures[0].low = bound == figures::Bound::kAtLeast ? std::optional(value) : std::nullopt;
  reading.figures[0].bound = bound;
  reading.statements[0].source.name = claimant;
  reading.entities.entities[0].name = claimant;
  return reading;
}

// A report of one sentence each, all of whose names are bodies with a party's role.
record::Reading told_of(const std::string& id, const std::vector<std::string>& sentences,
                        const std::vector<std::string>& bodies) {
  record::Reading reading;
  text::Article& article = reading.article;
  article.id = id;
  article.input = id + ".txt";
  for (const std::string& sentence : sentences) {
    const auto start = static_cast<std::uint32_t>(article.text.size());
    article.text += sentence;
    reading.analysis.sentences.push_back(
        {{start, static_cast<std::uint32_t>(article.text.size())}, 0, 0});
    article.text += ' ';
  }
  article.blocks = {{article.whole(), text::BlockRole::kBody}};
  for (const std::string& body : bodies) {
    const auto entity = static_cast<std::uint32_t>(reading.entities.entities.size());
    reading.entities.entities.push_back({body, analysis::NameType::kOrg, {}, {}, ""});
    for (std::size_t at = article.text.find(body); at != std::string::npos;
         at = article.text.find(body, at + 1)) {
      reading.entities.mentions.push_back(
          {{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + body.size())}, entity});
    }
    const text::Span first = record::span_of(article, body);
    reading.talks.roles.push_back({first, body, "party", first});
  }
  std::ranges::sort(reading.entities.mentions, {}, [](const auto& m) { return m.span.start; });
  return reading;
}

std::vector<std::string> names_of_processes(const std::vector<record::Reading>& readings) {
  std::vector<std::string> names;
  for (const Json& row : rows_of(derive(corpus_of(readings)), "processes")) {
    names.push_back(row["name"]);
  }
  return names;
}

TEST(Processes, KeepTwoDisputesOfOnePartyApart) {
  EXPECT_THAT(
      names_of_processes({told_of("a1",
                                  {"The Harbour Board made the Crews Union an offer.",
                                   "The Crews Union rejected the offer of the Harbour Board.",
                                   "The Harbour Board and the Pilots Guild signed an accord."},
                                  {"Harbour Board", "Crews Union", "Pilots Guild"})}),
      ElementsAre("Harbour Board – Crews Union", "Harbour Board – Pilots Guild"));
}

TEST(Processes, TakeInAThirdPartyThatStandsWithEachOfTheOthers) {
  EXPECT_THAT(
      names_of_processes({told_of("a1",
                                  {"The Harbour Board made the Crews Union an offer.",
                                   "The Harbour Board, the Crews Union and the Pilots Guild are in "
                                   "talks."},
                                  {"Harbour Board", "Crews Union", "Pilots Guild"})}),
      ElementsAre("Crews Union – Harbour Board – Pilots Guild"));
}

TEST(Processes, NeedAWordOfTalks) {
  EXPECT_THAT(
      names_of_processes({told_of("a1", {"The Harbour Board stands beside the Crews Union."},
                                  {"Harbour Board", "Crews Union"})}),
      ElementsAre());
}

TEST(ActorsOfARecord, AreMeantByTheirNounWhereOnlyOneHasIt) {
  const Corpus one = corpus_of({told_of("a1", {"The Harbour Board made the Crews Union an offer."},
                                        {"Harbour Board", "Crews Union"})});
  const Corpus two = corpus_of({told_of("a1", {"The Harbour Board met the Dredging Board."},
                                        {"Harbour Board", "Dredging Board"})});

  ASSERT_NE(story::Actors(one).find_described("the board"), nullptr);
  EXPECT_EQ(story::Actors(one).find_described("The union")->name, "Crews Union");
  EXPECT_EQ(story::Actors(one).find_described("the new board"), nullptr);
  EXPECT_EQ(story::Actors(two).find_described("the board"), nullptr);
}

TEST(Derive, GivesTheSameRowsInAnyOrder) {
  const std::vector<record::Reading> readings = {record::sample_reading("a1"),
                                                 record::sample_reading("b2", "Harbour Post"),
                                                 record::sample_reading("c3", "Coast Radio")};
  std::vector<record::Reading> turned(readings.rbegin(), readings.rend());

  EXPECT_EQ(derive(corpus_of(readings)), derive(corpus_of(turned)));
}

TEST(Derive, GivesEveryRowEvidenceThatQuotesTheText) {
  const Corpus corpus = corpus_of({record::sample_reading()});

  const std::vector<record::DerivedRow> rows = derive(corpus);

  EXPECT_GT(rows.size(), 8U);
  for (const record::DerivedRow& row : rows) {
    const Json value = Json::parse(row.json);
    ASSERT_FALSE(value["evidence"].empty()) << row.json;
    for (const Json& place : value["evidence"]) {
      const text::Span span{place["start"].get<std::uint32_t>(), place["end"].get<std::uint32_t>()};
      EXPECT_EQ(corpus.words({0, span}), place["quote"].get<std::string>());
    }
  }
}

TEST(Derive, NumbersEveryRowOnce) {
  std::vector<std::int64_t> numbers;
  for (const record::DerivedRow& row : derive(corpus_of({record::sample_reading()}))) {
    numbers.push_back(row.number);
  }
  std::ranges::sort(numbers);

  EXPECT_EQ(numbers.front(), 1);
  EXPECT_EQ(numbers.back(), static_cast<std::int64_t>(numbers.size()));
}

TEST(Actors, JoinOneNameOfTwoReports) {
  const auto rows = derive(
      corpus_of({record::sample_reading("a1"), record::sample_reading("b2", "Harbour Post")}));

  const std::vector<Json> actors = rows_of(rows, "actors");

  ASSERT_THAT(actors, SizeIs(3));
  EXPECT_THAT(actors[0]["evidence"], SizeIs(2));
}

record::Reading called(const std::string& id, const std::string& name) {
  record::Reading reading = record::sample_reading(id);
  reading.entities.entities[0].name = name;
  reading.statements[0].source.name = name;
  return reading;
}

TEST(Actors, AreCalledByANameThatAReportCutsInTwo) {
  record::Reading cut = called("a1", "Ola Vik");
  cut.entities.entities[0].type = analysis::NameType::kPer;

  const std::vector<Json> actors = rows_of(derive(corpus_of({cut})), "actors");

  std::vector<std::string> names;
  for (const Json& actor : actors) {
    if (actor["name"] != "Ola Vik") continue;
    for (const Json& name : actor["names"]) names.push_back(name["name"]);
  }
  EXPECT_THAT(names, ElementsAre("Ola Vik"));
}

TEST(Actors, KeepFatherAndSonApartWhereAReportNamesBoth) {
  record::Reading both = called("a1", "Ola Vik");
  actors::Entity son = both.entities.entities[0];
  son.name = "Ola Vik Jr.";
  both.entities.entities.push_back(son);
  const auto persons = [](const Corpus& corpus) {
    return std::ranges::count_if(rows_of(derive(corpus), "actors"),
                                 [](const Json& actor) { return actor["type"] == "PER"; });
  };

  EXPECT_EQ(persons(corpus_of({both, called("b2", "Ola Vik Jr.")})), 2);
  EXPECT_EQ(persons(corpus_of({called("a1", "Ola Vik"), called("b2", "Ola Vik Jr.")})), 1);
}

std::vector<std::string> persons_of(const std::vector<record::Reading>& readings) {
  std::vector<std::string> names;
  for (const Json& actor : rows_of(derive(corpus_of(readings)), "actors")) {
    if (actor["type"] == "PER") names.push_back(actor["name"]);
  }
  std::ranges::sort(names);
  return names;
}

TEST(Actors, TakeARankForOnePersonsWhereMostReportsNameHimSo) {
  record::Reading both = called("a1", "Ola Vik");
  actors::Entity formal = both.entities.entities[0];
  formal.name = "Ola Vik Jr.";
  both.entities.entities.push_back(formal);

  EXPECT_THAT(persons_of({both, called("b2", "Ola Vik Jr."), called("c3", "Ola Vik Jr.")}),
              SizeIs(1));
}

TEST(Actors, TakeASurnameAloneForItsOneBearer) {
  EXPECT_THAT(persons_of({called("a1", "Ola Vik"), called("b2", "Vik")}), ElementsAre("Ola Vik"));
  EXPECT_THAT(persons_of({called("a1", "Ola Vik"), called("b2", "Ana Vik"), called("c3", "Vik")}),
              SizeIs(3));
  EXPECT_THAT(persons_of({called("a1", "Ola Vik"), called("b2", "Vik Jr.")}), SizeIs(2));
}

TEST(Actors, TakeASurnameAloneForTheOneOfWhomNearlyAllReportsTell) {
  std::vector<record::Reading> readings = {called("a", "Ana Vik"), called("b", "Vik")};
  for (int i = 0; i < 20; ++i) readings.push_back(called("r" + std::to_string(i), "Ola Vik"));

  EXPECT_THAT(persons_of(readings), ElementsAre("Ana Vik", "Ola Vik"));
}

// `count` persons of the surname and of the given name each, so that both are usual.
std::vector<record::Reading> usual(const std::string& given, const std::string& surname,
                                   int count) {
  std::vector<record::Reading> readings;
  for (int i = 0; i < count; ++i) {
    const std::string letters = {static_cast<char>('a' + i / 10), static_cast<char>('k' + i % 10)};
    readings.push_back(called("s" + letters, "G" + letters + "r " + surname));
    readings.push_back(called("g" + letters, given + " S" + letters + "r"));
  }
  return readings;
}

record::Reading called(const std::string& id, const std::string& name, const std::string& body,
                       const std::string& title) {
  record::Reading reading = called(id, name);
  reading.entities.entities[0].affiliation = body;
  reading.entities.entities[0].titles = {title};
  return reading;
}

TEST(Actors, AreTwoWhereManyMayBeCalledSoAndNothingIsToldOfBoth) {
  const record::Reading guild = called("a1", "Ola Vik", "Pilots Guild", "lawyer");
  const record::Reading school = called("b2", "Ola Vik", "Dredging School", "teacher");
  const auto named_so = [](const std::vector<std::string>& names) {
    return std::ranges::count(names, "Ola Vik");
  };

  EXPECT_EQ(named_so(persons_of({guild, school})), 1);
  std::vector<record::Reading> readings = usual("Ola", "Vik", 10);
  readings.push_back(guild);
  readings.push_back(school);
  EXPECT_EQ(named_so(persons_of(readings)), 2);
  // One report tells of the guild's lawyer that he teaches.
  readings.push_back(called("c3", "Ola Vik", "Pilots Guild", "teacher"));
  EXPECT_EQ(named_so(persons_of(readings)), 1);
}

TEST(Actors, LeaveANameAloneThatMayBeEitherOfTwo) {
  const auto reports = [](const std::string& id, const std::string& name, int count) {
    std::vector<record::Reading> readings;
    for (int i = 0; i < count; ++i) readings.push_back(called(id + std::to_string(i), name));
    return readings;
  };
  std::vector<record::Reading> even = reports("a", "Ola B. Vik", 3);
  for (auto& one : reports("c", "Ola C. Vik", 2)) even.push_back(one);
  even.push_back(called("o", "Ola Vik"));
  std::vector<record::Reading> uneven = reports("a", "Ola B. Vik", 5);
  uneven.push_back(called("c", "Ola C. Vik"));
  uneven.push_back(called("o", "Ola Vik"));

  EXPECT_THAT(persons_of(even), SizeIs(3));
  EXPECT_THAT(persons_of(uneven), SizeIs(2));
}

TEST(Actors, TakeNoTownForAPerson) {
  record::Reading town = called("c3", "Vik");
  town.entities.entities[0].type = analysis::NameType::kLoc;
  record::Reading alone = called("b2", "Vik");
  alone.entities.entities[0].affiliation.clear();

  EXPECT_THAT(persons_of({called("a1", "Ola Vik"), alone, town}), ElementsAre("Ola Vik", "Vik"));
  EXPECT_THAT(persons_of({called("a1", "Ola Vik"), alone}), ElementsAre("Ola Vik"));
}

TEST(Actors, JoinTwoSpellingsOfOneNameOnly) {
  const auto persons = [](const std::vector<record::DerivedRow>& rows) {
    std::vector<std::string> names;
    for (const Json& actor : rows_of(rows, "actors")) {
      if (actor["type"] == "PER") names.push_back(actor["name"]);
    }
    std::ranges::sort(names);
    return names;
  };

  EXPECT_THAT(persons(derive(
                  corpus_of({called("a1", "Tarek al-Hashemi"), called("b2", "Tariq El-Hashimi")}))),
              SizeIs(1));
  EXPECT_THAT(persons(derive(corpus_of({called("a1", "Ana Velm"), called("b2", "Velm")}))),
              ElementsAre("Ana Velm"));
  // Whose the surname is cannot be told where two have it.
  EXPECT_THAT(persons(derive(corpus_of(
                  {called("a1", "Ana Velm"), called("b2", "Velm"), called("c3", "Bruno Velm")}))),
              ElementsAre("Ana Velm", "Bruno Velm", "Velm"));
}

TEST(Origins, CountOneSayingInTwoOutletsOnce) {
  const auto rows = derive(
      corpus_of({record::sample_reading("a1"), record::sample_reading("b2", "Harbour Post")}));

  const std::vector<Json> origins = rows_of(rows, "origins");

  ASSERT_THAT(origins, SizeIs(1));
  EXPECT_EQ(origins[0]["speaker"], "Ana Velm");
  EXPECT_THAT(origins[0]["outlets"], ElementsAre("Example Wire", "Harbour Post"));
  EXPECT_EQ(origins[0]["independent"], 1);
}

TEST(Origins, JoinLongQuotationsOfASurnameAndItsFullName) {
  const auto quoting = [](const std::string& id, const std::string& speaker) {
    record::Reading reading = uncopied(called(id, speaker));
    const std::string quotation =
        "no crew of this harbour will ever again sail for a wage that does not feed a child";
    const auto start = static_cast<std::uint32_t>(reading.article.text.size());
    reading.article.text += quotation;
    reading.article.blocks[0].span = reading.article.whole();
    reading.statements[0].content = {{start, static_cast<std::uint32_t>(start + quotation.size())}};
    reading.statements[0].speech = statements::Speech::kDirect;
    reading.statements[0].channel.clear();
    return reading;
  };
  const auto in_one = [&](const std::string& speaker, const std::string& other) {
    // A third person of the surname, so that it names nobody by itself.
    record::Reading third = uncopied(called("c3", "Bruno Velm"));
    third.statements.clear();
    const auto rows = rows_of(
        derive(corpus_of({quoting("a1", speaker), quoting("b2", other), third})), "origins");
    return std::ranges::any_of(rows, [](const Json& row) { return row["members"].size() > 1; });
  };

  EXPECT_TRUE(in_one("Ana Velm", "Velm"));
  EXPECT_FALSE(in_one("Ana Velm", "Tomas Reed"));
}

TEST(Origins, KeepTwoNamelessSayingsOfOnePlaceApart) {
  record::Reading reading = uncopied(record::sample_reading("a1"));
  const std::string outer = "they oppose the law and others say they support the new law of May";
  const auto start = static_cast<std::uint32_t>(reading.article.text.size());
  reading.article.text += outer;
  reading.article.blocks[0].span = reading.article.whole();
  statements::Statement& said = reading.statements[0];
  said.source.kind = statements::SourceKind::kUnnamed;
  said.source.name.reset();
  said.source.affiliation.reset();
  said.channel.clear();
  const text::Span content{start, static_cast<std::uint32_t>(start + outer.size())};
  said.source.spans = said.cue = said.content = {content};
  statements::Statement inner = said;
  const auto they = static_cast<std::uint32_t>(start + outer.rfind("they"));
  inner.source.spans = inner.cue = inner.content = {{they, content.end}};
  reading.statements.push_back(inner);

  const std::vector<Json> origins = rows_of(derive(corpus_of({reading})), "origins");

  EXPECT_THAT(origins, SizeIs(2));
}

TEST(Origins, KeepTwoSpeakersOfOneClaimApart) {
  record::Reading other = uncopied(record::sample_reading("b2", "Harbour Post"));
  other.statements[0].source.name = "Tomas Reed";
  other.entities.entities[0].name = "Tomas Reed";
  other.statements[0].channel.clear();

  const std::vector<Json> origins =
      rows_of(derive(corpus_of({record::sample_reading("a1"), other})), "origins");

  ASSERT_THAT(origins, SizeIs(2));
  EXPECT_EQ(origins[0]["independent"], 2);
}

TEST(Origins, KeepSayingsOfDistantDaysApart) {
  record::Reading later = uncopied(record::sample_reading("b2", "Harbour Post"));
  later.statements[0].said_at->value = "2025-04-20";

  EXPECT_THAT(rows_of(derive(corpus_of({record::sample_reading("a1"), later})), "origins"),
              SizeIs(2));
}

TEST(Origins, JoinAnUndatedReportOfOneSayingOnlyByMostOfItsWords) {
  record::Reading undated = uncopied(record::sample_reading("b2", "Harbour Post"));
  undated.statements[0].said_at.reset();
  undated.statements[0].channel.clear();
  undated.article.published.value.reset();
  record::Reading other = undated;
  other.statements[0].content = {record::span_of(other.article, "the depot reopens")};

  EXPECT_THAT(rows_of(derive(corpus_of({record::sample_reading("a1"), undated})), "origins"),
              SizeIs(1));
  EXPECT_THAT(rows_of(derive(corpus_of({record::sample_reading("a1"), other})), "origins"),
              SizeIs(2));
}

TEST(Origins, KnowASpeakerByTheNameAtTheEdgeOfTheWords) {
  record::Reading other = uncopied(record::sample_reading("b2", "Harbour Post"));
  other.statements[0].source.name.reset();

  const std::vector<Json> origins =
      rows_of(derive(corpus_of({record::sample_reading("a1"), other})), "origins");

  ASSERT_THAT(origins, SizeIs(1));
  EXPECT_EQ(origins[0]["speaker"], "Ana Velm");
}

TEST(Links, TakeTheOutletThatTheOtherCreditsForTheOriginal) {
  const std::vector<Json> links =
      rows_of(derive(corpus_of({record::sample_reading("a0", "Harbour Post"),
                                record::sample_reading("z9", "Coast Radio")})),
              "links");

  ASSERT_THAT(links, SizeIs(1));
  EXPECT_EQ(links[0]["a"], "a0");
  EXPECT_EQ(links[0]["b"], "z9");
}

TEST(Series, ShowTwoClaimsThatDisagreeAsAConflict) {
  const Corpus corpus =
      corpus_of({with_figure("a1", "Example Wire", 50, figures::Bound::kAtLeast, "Ana Velm"),
                 with_figure("b2", "Harbour Post", 30, figures::Bound::kExact, "Tomas Reed")});

  const std::vector<Json> series = rows_of(derive(corpus), "series");

  ASSERT_THAT(series, SizeIs(1));
  EXPECT_THAT(series[0]["points"], SizeIs(2));
  EXPECT_THAT(series[0]["conflicts"], SizeIs(1));
}

TEST(Series, SeeNoConflictInALowerBoundThatHolds) {
  const Corpus corpus =
      corpus_of({with_figure("a1", "Example Wire", 50, figures::Bound::kAtLeast, "Ana Velm"),
                 with_figure("b2", "Harbour Post", 60, figures::Bound::kExact, "Tomas Reed")});

  EXPECT_THAT(rows_of(derive(corpus), "series")[0]["conflicts"], SizeIs(0));
}

TEST(Series, AddNoPointForANumberToldAgain) {
  std::vector<record::Reading> readings = {
      with_figure("a1", "Example Wire", 50, figures::Bound::kAtLeast, "Ana Velm")};
  for (const std::string id : {"b2", "c3", "d4"}) {
    readings.push_back(with_figure(id, "Harbour Post", 50, figures::Bound::kAtLeast, "Ana Velm"));
    readings.back().article.published.value = "2025-03-1" + std::to_string(readings.size() + 3);

    const std::vector<Json> series = rows_of(derive(corpus_of(readings)), "series");

    ASSERT_THAT(series, SizeIs(1));
    ASSERT_THAT(series[0]["points"], SizeIs(1)) << id;
    EXPECT_THAT(series[0]["points"][0]["members"], SizeIs(readings.size()));
    EXPECT_THAT(series[0]["conflicts"], SizeIs(0));
  }
}

// Numbers, claimants and days at random; the articles in any order.
TEST(Series, AreTheSameInAnyOrderOfArticles) {
  std::minstd_rand random(11);
  for (int round = 0; round < 20; ++round) {
    std::vector<record::Reading> readings;
    for (int k = 0; k < 6; ++k) {
      readings.push_back(with_figure("r" + std::to_string(k),
                                     random() % 2 ? "Example Wire" : "Post",
                                     10.0 * (1 + random() % 3), figures::Bound::kExact,
                                     random() % 2 ? "Ana Velm" : "Tomas Reed"));
      readings.back().article.published.value = "2025-03-1" + std::to_string(random() % 4);
      readings.back().figures[0].revised = random() % 4 == 0;
    }
    const std::vector<record::DerivedRow> rows = derive(corpus_of(readings));
    for (std::size_t i = readings.size() - 1; i > 0; --i) {
      std::swap(readings[i], readings[random() % (i + 1)]);
    }

    EXPECT_EQ(derive(corpus_of(readings)), rows);

    // Telling one of them again adds no point.
    const auto points = [](const std::vector<record::DerivedRow>& all) {
      std::size_t count = 0;
      for (const Json& series : rows_of(all, "series")) count += series["points"].size();
      return count;
    };
    record::Reading again = readings[random() % readings.size()];
    again.article.id = "z9";
    readings.push_back(again);
    EXPECT_LE(points(derive(corpus_of(readings))), points(rows));
  }
}

TEST(Series, KeepOneRevisedPointOfACorrectedNumber) {
  record::Reading reading =
      with_figure("a1", "Example Wire", 50, figures::Bound::kExact, "Ana Velm");
  figures::Figure before = reading.figures[0];
  before.value = before.low = 31;
  before.span = {before.span.start + 3, before.span.end};
  reading.figures.push_back(before);
  reading.figures[0].revised = true;
  reading.figures[0].replaces = 1;

  const std::vector<record::DerivedRow> rows = derive(corpus_of({reading}));

  const std::vector<Json> series = rows_of(rows, "series");
  ASSERT_THAT(series, SizeIs(1));
  ASSERT_THAT(series[0]["points"], SizeIs(1));
  EXPECT_EQ(series[0]["points"][0]["value"], 50);
  ASSERT_THAT(series[0]["points"][0]["revises"], SizeIs(1));
  EXPECT_EQ(series[0]["points"][0]["revises"][0]["value"], 31);
  EXPECT_TRUE(std::ranges::any_of(rows_of(rows, "links"),
                                  [](const Json& link) { return link["kind"] == "supersedes"; }));
}

TEST(Series, KeepCountsOfADayApartFromCountsSoFar) {
  record::Reading so_far =
      with_figure("a1", "Example Wire", 50, figures::Bound::kExact, "Ana Velm");
  so_far.figures[0].counting = figures::Counting{true, std::nullopt};
  record::Reading that_day =
      with_figure("b2", "Harbour Post", 30, figures::Bound::kExact, "Tomas Reed");
  that_day.figures[0].counting = figures::Counting{false, "2025-03-14"};

  const std::vector<Json> series = rows_of(derive(corpus_of({so_far, that_day})), "series");

  ASSERT_THAT(series, SizeIs(2));
  EXPECT_THAT(series[0]["conflicts"], SizeIs(0));
  EXPECT_THAT(series[1]["conflicts"], SizeIs(0));
}

TEST(Series, SayWhyADayIsUnknown) {
  record::Reading reading =
      with_figure("a1", "Example Wire", 50, figures::Bound::kExact, "Ana Velm");
  reading.article.published = {};

  const Json point = rows_of(derive(corpus_of({reading})), "series")[0]["points"][0];

  EXPECT_TRUE(point["day"].is_null());
  EXPECT_FALSE(point["day_unknown"].is_null());
}

TEST(Timeline, JoinsOneDayToldByTwoReports) {
  const std::vector<Json> timeline = rows_of(
      derive(
          corpus_of({record::sample_reading("a1"), record::sample_reading("b2", "Harbour Post")})),
      "timeline");

  ASSERT_THAT(timeline, SizeIs(1));
  EXPECT_EQ(timeline[0]["date"], "2025-03-21");
  EXPECT_THAT(timeline[0]["members"], SizeIs(2));
}

TEST(Timeline, KeepsTwoNumbersOfOneDayApart) {
  record::Reading other = record::sample_reading("b2", "Harbour Post");
  std::string& text = other.article.text;
  text.replace(text.find("50"), 2, "60");

  EXPECT_THAT(rows_of(derive(corpus_of({record::sample_reading("a1"), other})), "timeline"),
              SizeIs(2));
}

TEST(Timeline, LeavesOutTheEdgeOfASpanOfTime) {
  record::Reading reading = record::sample_reading();
  std::string& text = reading.article.text;
  text.replace(text.find("on Friday"), 9, "by Friday");

  EXPECT_THAT(rows_of(derive(corpus_of({reading})), "timeline"), SizeIs(0));
}

TEST(Links, NameTheEarlierReportAsTheOriginal) {
  record::Reading copy = record::sample_reading("a0", "Harbour Post");
  copy.article.published.value = "2025-03-15";

  const std::vector<Json> links =
      rows_of(derive(corpus_of({record::sample_reading("b1"), copy})), "links");

  ASSERT_THAT(links, SizeIs(1));
  EXPECT_EQ(links[0]["kind"], "copy_of");
  EXPECT_EQ(links[0]["a"], "a0");
  EXPECT_EQ(links[0]["b"], "b1");
}

// Of one report beside another that shares `passage` and nothing else.
std::vector<std::string> kinds_of_links(const std::string& passage,
                                        const std::string& outlet = "Harbour Post") {
  const auto sentences = [&](const std::string& word) {
    std::vector<std::string> all = {passage};
    for (int i = 0; i < 40; ++i) all.push_back(word + std::to_string(i) + " is not the other.");
    return all;
  };
  std::vector<std::string> kinds;
  record::Reading one = told_of("a1", sentences("One"), {});
  record::Reading other = told_of("b2", sentences("Two"), {});
  one.article.outlet = "Example Wire";
  other.article.outlet = outlet;
  for (const Json& link : rows_of(derive(corpus_of({one, other})), "links")) {
    kinds.push_back(link["kind"]);
  }
  return kinds;
}

TEST(Links, TellPassagesFromWhatSomebodySaid) {
  const std::string words =
      "the crews left the harbour before dawn while cranes stood still and lorries queued along "
      "the "
      "quay for miles because nobody had told their drivers that gates would stay shut until a "
      "court had ruled on pay, rest, shifts, leave, tools, boots, gloves, meals, beds, fares, tax, "
      "rent, school fees, sick days, night work, dirty work, wet work, cold work, and lone work.";

  EXPECT_THAT(kinds_of_links("On Monday " + words), ElementsAre("shares_passages"));
  EXPECT_THAT(kinds_of_links("“On Monday " + words + "”"), ElementsAre("shares_quotation"));
  EXPECT_THAT(kinds_of_links("On Monday we saw that " + words), ElementsAre("shares_quotation"));
  EXPECT_THAT(kinds_of_links("On Monday the crews left."), SizeIs(0));
  EXPECT_THAT(kinds_of_links("On Monday " + words, "Example Wire"), SizeIs(0));
}

TEST(Exchanges, TieAnOfferToItsCondition) {
  const std::vector<Json> exchanges =
      rows_of(derive(corpus_of({record::sample_reading()})), "exchanges");

  ASSERT_THAT(exchanges, SizeIs(1));
  EXPECT_EQ(exchanges[0]["relation"], "if");
  EXPECT_EQ(exchanges[0]["other"], "the depot reopens");
}

TEST(ContentWords, LeaveOutPlainWordsAndEndings) {
  EXPECT_THAT(content_words("The councils were delaying the vote."),
              ElementsAre("council", "delay", "vote"));
}

TEST(ShareRun, SeesTheSameWordsInARow) {
  EXPECT_TRUE(share_run("we are very close to a deal", "“we are very close”, he said", 4));
  EXPECT_FALSE(share_run("we are close to a deal", "a deal is close", 4));
}

}  // namespace
}  // namespace parley::story
