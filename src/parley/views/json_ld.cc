#include "parley/views/json_ld.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "parley/views/linked_rows.h"
#include "parley/views/row_view.h"

namespace parley::views {
namespace {

using Json = nlohmann::json;

// One node of the graph.
class Node {
 public:
  explicit Node(const std::function<bool(const std::string&)>& knows_actor)
      : knows_actor_(knows_actor) {}

  std::string write(const record::DerivedRow& stored) {
    const ViewRow row{stored.id, stored.number, Json::parse(stored.json, nullptr, false)};
    if (!row.value.is_object()) return "";
    if (stored.type == "articles") write_article(row);
    if (stored.type == "actors") write_actor(row);
    if (stored.type == "statements") write_quotation(row);
    if (stored.type == "origins") write_said(row);
    if (stored.type == "figures") write_figure(row);
    return json_.take();
  }

 private:
  void write_article(const ViewRow& row) {
    begin(urn_of("article", row.id), {"NewsArticle", "prov:Entity"});
    json_.key("identifier").begin_array().value(row.id);
    json_.begin_object().field("@type", "PropertyValue").field("propertyID", "sha256");
    json_.field("value", text_or_none(row.value, "sha256")).end_object().end_array();
    field_if("headline", text_or_none(row.value, "title"));
    field_if("url", text_or_none(row.value, "url"));
    field_if("inLanguage", text_or_none(row.value, "language"));
    if (const auto published = row.value.find("published"); published != row.value.end()) {
      field_if("datePublished", text_or_none(*published, "value"));
    }
    if (const std::string outlet = text_or_none(row.value, "outlet"); !outlet.empty()) {
      json_.key("publisher").begin_object().field("@type", "NewsMediaOrganization");
      json_.field("name", outlet).end_object();
    }
    if (const Json& authors = list_at(row.value, "authors"); !authors.empty()) {
      json_.key("author").begin_array();
      for (const Json& author : authors) {
        if (!author.is_string()) continue;
        json_.begin_object().field("@type", "Person");
        json_.field("name", author.get<std::string>()).end_object();
      }
      json_.end_array();
    }
    json_.end_object();
  }

  void write_actor(const ViewRow& row) {
    const std::string type = text_or_none(row.value, "type");
    const bool person = type == "PER";
    const bool place = type == "LOC" || type == "GPE" || type == "FAC";
    begin(urn_of("actor", row.id),
          {person ? "Person" : (place ? "Place" : "Organization"),
           person ? "prov:Person" : (place ? "prov:Location" : "prov:Organization")});
    const std::string name = text_or_none(row.value, "name");
    json_.field("name", name);
    std::set<std::string> others;
    for (const Json& one : list_at(row.value, "names")) {
      if (const std::string other = text_or_none(one, "name"); !other.empty() && other != name) {
        others.insert(other);
      }
    }
    if (!others.empty()) {
      json_.key("alternateName").begin_array();
      for (const std::string& other : others) json_.value(other);
      json_.end_array();
    }
    json_.end_object();
  }

  // Words in quotation marks, as one report gives them.
  void write_quotation(const ViewRow& row) {
    const std::string speech = text_or_none(row.value, "speech");
    if (speech != "direct" && speech != "mixed") return;
    const std::string article = text_or_none(row.value, "article");
    begin(urn_of("statement", row.id), {"Quotation", "prov:Entity"});
    json_.field("text", text_or_none(part(row.value, "content"), "quote"));
    speaker("creator", text_or_none(row.value, "actor_id"),
            text_or_none(part(row.value, "source"), "quote"));
    refer("isPartOf", urn_of("article", article));
    derived_from({article});
    json_.end_object();
  }

  // One distinct thing said, in however many reports.
  void write_said(const ViewRow& row) {
    const std::string said = text_or_none(row.value, "said");
    if (said.empty()) return;
    std::vector<std::string> articles;
    for (const Json& member : list_at(row.value, "members")) {
      articles.push_back(text_or_none(member, "article"));
    }
    begin(urn_of("origin", row.id), {"Claim", "prov:Entity"});
    json_.field("text", said);
    speaker("author", text_or_none(row.value, "speaker_id"), text_or_none(row.value, "speaker"));
    field_if("dateCreated", text_or_none(row.value, "date"));
    appears_in(articles);
    json_.end_object();
  }

  // A number as its claimant gives it: the sentence, and the number as value.
  void write_figure(const ViewRow& row) {
    const Json& evidence = list_at(row.value, "evidence");
    const std::string article = text_or_none(row.value, "article");
    begin(urn_of("figure", row.id), {"Claim", "prov:Entity"});
    json_.field("text", evidence.empty() ? text_or_none(row.value, "quote")
                                         : text_or_none(evidence.front(), "quote"));
    speaker("author", text_or_none(row.value, "claimant_id"), text_or_none(row.value, "claimant"));
    json_.key("about").begin_object().field("@type", "PropertyValue");
    json_.field("name", text_or_none(row.value, "measure"));
    field_if("unitText", text_or_none(row.value, "unit"));
    for (const auto& [from, to] : {std::pair("value", "value"), std::pair("low", "minValue"),
                                   std::pair("high", "maxValue")}) {
      if (const auto found = row.value.find(from); found != row.value.end() && found->is_number()) {
        json_.key(to).raw(found->dump());
      }
    }
    field_if("description", text_or_none(row.value, "bound"));
    json_.end_object();
    field_if("temporal", text_or_none(row.value, "day"));
    appears_in({article});
    json_.end_object();
  }

  void begin(const std::string& id, const std::vector<std::string_view>& types) {
    json_.begin_object().field("@id", id).key("@type").begin_array();
    for (const std::string_view type : types) json_.value(type);
    json_.end_array();
  }

  void field_if(std::string_view key, const std::string& text) {
    if (!text.empty()) json_.field(key, text);
  }

  void refer(std::string_view key, const std::string& id) {
    json_.key(key).begin_object().field("@id", id).end_object();
  }

  // An actor by its name everywhere, somebody unnamed by the words of the report.
  void speaker(std::string_view key, const std::string& actor, const std::string& words) {
    if (!actor.empty() && knows_actor_(actor)) {
      refer(key, urn_of("actor", actor));
      refer("prov:wasAttributedTo", urn_of("actor", actor));
    } else if (!words.empty()) {
      json_.key(key).begin_object().key("@type").begin_array().value("Thing").value("prov:Agent");
      json_.end_array().field("name", words).end_object();
    }
  }

  void appears_in(std::vector<std::string> articles) {
    std::ranges::sort(articles);
    const auto [first, last] = std::ranges::unique(articles);
    articles.erase(first, last);
    json_.key("appearance").begin_array();
    for (const std::string& article : articles) {
      json_.begin_object().field("@id", urn_of("article", article)).end_object();
    }
    json_.end_array();
    derived_from(articles);
  }

  void derived_from(const std::vector<std::string>& articles) {
    json_.key("prov:wasDerivedFrom").begin_array();
    for (const std::string& article : articles) {
      json_.begin_object().field("@id", urn_of("article", article)).end_object();
    }
    json_.end_array();
    refer("prov:wasGeneratedBy", "urn:parley:reading");
  }

  static const Json& part(const Json& value, const char* key) {
    static const Json none;
    const auto found = value.find(key);
    return found == value.end() ? none : *found;
  }

  const std::function<bool(const std::string&)>& knows_actor_;
  base::JsonWriter json_;
};

}  // namespace

std::string JsonLdWriter::begin() const {
  base::JsonWriter program;
  program.begin_object().field("@id", "urn:parley:program").key("@type").begin_array();
  program.value("SoftwareApplication").value("prov:SoftwareAgent").end_array();
  program.field("name", "Parley").field("softwareVersion", version_).end_object();
  return "{\"@context\":[\"https://schema.org\",{\"prov\":\"http://www.w3.org/ns/prov#\"}],"
         "\"@graph\":[" +
         program.take() +
         ",{\"@id\":\"urn:parley:reading\",\"@type\":[\"prov:Activity\"],"
         "\"prov:wasAssociatedWith\":{\"@id\":\"urn:parley:program\"}}";
}

std::string JsonLdWriter::add(const record::DerivedRow& row) const {
  const std::string node = Node(knows_actor_).write(row);
  return node.empty() ? "" : "," + node;
}

std::string JsonLdWriter::end() { return "]}\n"; }

std::string to_json_ld(const std::vector<record::DerivedRow>& rows, std::string_view version) {
  std::set<std::string> actors;
  for (const record::DerivedRow& row : rows) {
    if (row.type == "actors") actors.insert(row.id);
  }
  const JsonLdWriter writer(version, [&](const std::string& id) { return actors.contains(id); });
  std::string text = writer.begin();
  for (const std::string_view type : kJsonLdTypes) {
    for (const record::DerivedRow& row : rows) {
      if (row.type == type) text += writer.add(row);
    }
  }
  return text + JsonLdWriter::end();
}

}  // namespace parley::views
