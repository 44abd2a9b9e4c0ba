#include <set>
#include <sstream>

#include "engine/fixtures.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/study/standard_catalogue.hpp"

// The grammar was written against five real studies. Until everything that they name exists, validation
// reports those names and nothing else; tests/data/grammar/missing_names.txt is the list, which gets shorter.
namespace plim::grammar_test {
namespace {

std::string text_of(const std::string& name) {
  std::ifstream in(std::string(PLIM_SOURCE_DIR) + "/tests/data/grammar/" + name);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(Grammar, FiveRealStudiesLackOnlyNames) {
  std::multiset<std::string> found, listed;
  for (const std::string study : {"bayes", "cost", "entropy_below_k", "perplexity", "screening_test"}) {
    const test::TemporaryFile file("grammar.toml", text_of(study + ".toml"));
    Faults faults;
    const RawStudy raw = read_toml(file.path(), faults.list());
    parse_study(raw.root, standard_catalogue(), faults);
    for (const Fault& fault : faults.list()) {
      EXPECT_NE(fault.message.find("unknown "), std::string::npos) << fault.message;
      EXPECT_GT(fault.where.line, 0);
      found.insert(study + ": " + fault.message);
    }
  }
  std::istringstream list(text_of("missing_names.txt"));
  for (std::string line; std::getline(list, line);) listed.insert(line);
  EXPECT_EQ(found, listed);
}

TEST(Grammar, AWrongKeyInThemIsFoundBesides) {
  std::string text = text_of("screening_test.toml");
  text.replace(text.find("replicates ="), 10, "replicate_");
  std::istringstream list(text_of("missing_names.txt"));
  std::size_t missing = 0;
  for (std::string line; std::getline(list, line);) missing += line.rfind("screening_test:", 0) == 0 ? 1 : 0;
  EXPECT_EQ(test::faults_of(text).size(), missing + 2);  // an unknown key, and no replicates
}

}  // namespace
}  // namespace plim::grammar_test
