#include "parley/server/row_places.h"

#include <gtest/gtest.h>

#include <string>

namespace parley::server {
namespace {

const std::string kActor =
    R"({"id":"k1","roles":[{"role":"party","evidence":[{"article":"a1","start":0,"end":2,"quote":"[x"}]}],)"
    R"("decided":[],"evidence":[{"article":"a1","start":0,"end":9,"quote":"he said \"}]\" [twice"},)"
    R"({"article":"a2","start":4,"end":8,"quote":",\"evidence\":["}]})";

bool all(std::string_view) { return true; }

TEST(RowPlaces, PartsTheLastListOfPlacesFromTheHead) {
  EXPECT_EQ(head_of(kActor),
            R"({"id":"k1","roles":[{"role":"party","evidence":[{"article":"a1","start":0,"end":2,)"
            R"("quote":"[x"}]}],"decided":[]})");
  EXPECT_EQ(parts_of(kActor).places.substr(0, 15), R"({"article":"a1")");
}

TEST(RowPlaces, KeepsThePlacesAskedFor) {
  EXPECT_EQ(with_places(kActor, 9, all), kActor);
  EXPECT_EQ(with_places(kActor, 1, all), head_of(kActor).substr(0, head_of(kActor).size() - 1) +
                                             R"(,"evidence":[{"article":"a1","start":0,"end":9,)"
                                             R"("quote":"he said \"}]\" [twice"}]})");
  EXPECT_EQ(with_places(kActor, 9, [](std::string_view id) { return id == "a2"; }),
            head_of(kActor).substr(0, head_of(kActor).size() - 1) +
                R"(,"evidence":[{"article":"a2","start":4,"end":8,"quote":",\"evidence\":["}]})");
}

TEST(RowPlaces, CountsThePlaces) {
  EXPECT_EQ(count_places(kActor), 2U);
  EXPECT_EQ(count_places(R"({"id":"c1","evidence":[]})"), 0U);
  EXPECT_EQ(count_places("{}"), 0U);
}

TEST(RowPlaces, LeavesARowWithoutPlacesAsItIs) {
  for (const char* row :
       {R"({"id":"c1","evidence":[]})", R"({"id":"c1"})", R"({"names":["x"]})", "{}"}) {
    EXPECT_EQ(with_places(row, 9, all), row);
  }
  EXPECT_EQ(head_of(R"({"id":"c1","evidence":[]})"), R"({"id":"c1"})");
  EXPECT_EQ(head_of(""), "}");
}

}  // namespace
}  // namespace parley::server
