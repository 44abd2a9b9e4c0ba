#include <algorithm>
#include <set>

#include "engine/fixtures.hpp"
#include "plim/grammar/fields.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/grammar/resolve.hpp"
#include "plim/io/toml.hpp"

namespace plim::keys_test {
namespace {

/// A study with every key, none at its default.
const std::string every_key = R"(
study = { title = "every key", aim = "to use it", seed = 7 }
population.die = { law = "categorical", p = [0.5, 0.5] }
population.pair = { law = "joint", names = ["A", "B"], levels = [["0", "1"], ["no", "yes"]], table = [[0.5, 0.125], [0.125, 0.25]] }
population.both = { law = "two_samples", first = "die", second = "coin", ratio = 0.5 }
population.coin = { law = "bernoulli", p = 0.25 }
population.text = { law = "file", path = "t.txt", symbols = "words", keep = "letters", fold = "case" }
population.birds = { law = "file", path = "t.csv", column = "#1", count = "n", header = true, separator = "semicolon", na = ["NA", "-9"], missing = "omit", decimal = "comma", comment = "%", encoding = "latin-1", sum_duplicates = true, draw = "without_replacement" }
population.words = { law = "file", path = "t.csv", column = "bird", cluster = "n", draw = "clusters" }
population.items = { law = "file", path = "t.csv", columns = { a = "n" } }
population.lines = { law = "file", path = "t.jsonl", field = "a.b", success = "yes" }
sample.x = { from = ["die", "text"], n = { grid = [20, 10] }, path = "independent", route = "draw" }
model.m = { likelihood = "bernoulli", prior.p = { law = "beta", alpha = 1, beta = 2 } }
model.s = { smoothing = "lidstone", a = 1, train = "x" }
estimate.H = { of = "entropy", on = "x", unit = "bit", with = ["ml", { use = "miller_madow", label = "mm" }, { use = "table", path = "rival.csv", column = "h" }], against = "ml", interval = { level = 0.9, method = "wald" } }
estimate.g = { of = { perplexity = "a" }, on = "x", with = { use = "mean", se = { block = 8 } }, interval = { scale = "log" } }
estimate.p = { of = "p", on = "x", model = "m", with = "posterior_mean" }
check.c = { estimate = "H", with = "mm", measure = "rmse", at_most = 10, at = { "x.n" = 20 }, expect = "refuted" }
check.b = { estimate = "H", measure = "bias", equals = "theory", margin = { relative = 0.25, absolute = 0.125, sd = 0.5 } }
check.t = { estimate = "H", with = "ml", measure = "max_abs_difference", to = "mm", at_most = 1 }
check.q = { estimate = "H", measure = { quantile = 0.75 }, within = [-1, 2.5] }
check.f = { sample = "x", fits = "population" }
verdict = { level = 0.02, max_failures = 0.1, looks = [100, 200] }
replicates = { fixed = 200, block = 32 }
output = { keep = "estimates", trajectories = 4, measures = ["median", { quantile = 0.75 }, { rejection_rate = 0.5 }], samples = "counts" }
time = { estimates = ["H", "p"], measure = "ns_per_estimate", repeats = 5, threads = 1 }
)";

struct Example {
  std::string key, resolved;
};

/// What the resolved study says of each key.
const Example examples[] = {
    {"study", "[study]"},
    {"population", "[population.die]"},
    {"sample", "[sample.x]"},
    {"model", "[model.m]"},
    {"estimate", "[estimate.H]"},
    {"check", "[check.c]"},
    {"verdict", "[verdict]"},
    {"replicates", "[replicates]"},
    {"output", "[output]"},
    {"study.title", "title = \"every key\"\n"},
    {"study.aim", "aim = \"to use it\"\n"},
    {"study.seed", "seed = 7\n"},
    {"population.law", "law = \"categorical\"\n"},
    {"population.draw", "draw = \"without_replacement\"\n"},
    {"population.names", "names = [\"A\", \"B\"]\n"},
    {"population.levels", "levels = [[\"0\", \"1\"], [\"no\", \"yes\"]]\n"},
    {"population.table", "table = [[0.5, 0.125], [0.125, 0.25]]\n"},
    {"population.first", "first = \"die\"\n"},
    {"population.second", "second = \"coin\"\n"},
    {"population.ratio", "ratio = 0.5\n"},
    {"population.path", "path = \"t.txt\"\n"},
    {"population.symbols", "symbols = \"words\"\n"},
    {"population.keep", "keep = \"letters\"\n"},
    {"population.fold", "fold = \"case\"\n"},
    {"population.columns", "columns = { a = \"n\" }\n"},
    {"population.column", "column = \"#1\"\n"},
    {"population.count", "count = \"n\"\n"},
    {"population.cluster", "cluster = \"n\"\n"},
    {"population.field", "field = \"a.b\"\n"},
    {"population.success", "success = \"yes\"\n"},
    {"population.sum_duplicates", "sum_duplicates = true\n"},
    {"population.header", "header = \"yes\"\n"},
    {"population.separator", "separator = \"semicolon\"\n"},
    {"population.na", "na = \"NA,-9\"\n"},
    {"population.missing", "missing = \"omit\"\n"},
    {"population.decimal", "decimal = \"comma\"\n"},
    {"population.comment", "comment = \"%\"\n"},
    {"population.encoding", "encoding = \"latin-1\"\n"},
    {"sample.from", "from = [\"die\", \"text\"]\n"},
    {"sample.n", "n = { grid = [10, 20] }\n"},
    {"sample.path", "path = \"independent\"\n"},
    {"sample.route", "route = \"draw\"\n"},
    {"model.likelihood", "likelihood = \"bernoulli\"\n"},
    {"model.smoothing", "smoothing = \"lidstone\"\n"},
    {"model.train", "train = \"x\"\n"},
    {"model.prior", "prior.p = { law = \"beta\", alpha = 1.0, beta = 2.0 }\n"},
    {"prior.law", "{ law = \"beta\","},
    {"estimate.of", "of = \"entropy\"\n"},
    {"estimate.on", "on = [\"x\"]\n"},
    {"estimate.model", "model = [\"m\"]\n"},
    {"estimate.unit", "unit = \"bit\"\n"},
    {"estimate.interval", "interval = { level = 0.9, method = [\"wald\"] }\n"},
    {"interval.level", "{ level = 0.9,"},
    {"interval.scale", "scale = \"log\" }\n"},
    {"interval.method", "method = [\"wald\"] }\n"},
    {"estimate.against", "against = \"ml\"\n"},
    {"estimate.with",
     "with = [\"ml\", { use = \"miller_madow\", label = \"mm\" }, { use = \"table\", path = \"rival.csv\", "
     "column = \"h\" }]\n"},
    {"use.use", "{ use = \"miller_madow\","},
    {"use.label", "label = \"mm\" }"},
    {"use.path", "path = \"rival.csv\","},
    {"use.column", "column = \"h\" }"},
    {"check.estimate", "estimate = \"H\"\n"},
    {"check.sample", "sample = \"x\"\n"},
    {"check.with", "with = [\"mm\"]\n"},
    {"check.measure", "measure = \"rmse\"\n"},
    {"check.to", "to = \"mm\"\n"},
    {"check.margin", "margin = { relative = 0.25, absolute = 0.125, sd = 0.5 }\n"},
    {"margin.relative", "{ relative = 0.25,"},
    {"margin.absolute", "absolute = 0.125,"},
    {"margin.sd", "sd = 0.5 }"},
    {"check.at", "at = { \"x.n\" = [20.0] }\n"},
    {"check.expect", "expect = \"refuted\"\n"},
    {"verdict.level", "level = 0.02\n"},
    {"verdict.max_failures", "max_failures = 0.1\n"},
    {"verdict.looks", "looks = [100, 200]\n"},
    {"time", "[time]"},
    {"time.estimates", "estimates = [\"H\", \"p\"]\n"},
    {"time.measure", "measure = \"ns_per_estimate\"\n"},
    {"time.repeats", "repeats = 5\n"},
    {"time.threads", "threads = 1\n"},
    {"replicates.fixed", "fixed = 200\n"},
    {"replicates.block", "block = 32\n"},
    {"output.trajectories", "trajectories = 4\n"},
    {"output.keep", "keep = [\"estimates\"]\n"},
    {"output.measures", "measures = [\"median\", { quantile = 0.75 }, { rejection_rate = 0.5 }]\n"},
    {"output.samples", "samples = \"counts\"\n"},
};

std::string resolved(const std::string& text) {
  Faults faults;
  const Node root = parse_toml(text, "study", faults.list());
  const StudySpec spec = parse_study(root, standard_catalogue(), faults);
  for (const Fault& fault : faults.list()) ADD_FAILURE() << render(fault);
  return resolved_toml(spec);
}

TEST(Keys, EachIsReadAndWrittenAsItWasGiven) {
  const std::string text = resolved(every_key);
  EXPECT_NE(text.find("measure = { quantile = 0.75 }\nwithin = [-1.0, 2.5]\n"), std::string::npos) << text;
  for (const auto& [name, field] : listed_keys()) {
    const auto same = [&key = name](const Example& e) { return e.key == key; };
    const Example* example = std::find_if(std::begin(examples), std::end(examples), same);
    ASSERT_NE(example, std::end(examples)) << name << " has no example";
    EXPECT_NE(text.find(example->resolved), std::string::npos) << name << "\n" << text;
    const std::string by_default = field.name + (" = " + std::string(field.fallback)) + "\n";
    // Two have one value alone.
    if (name == "time.measure" || name == "time.threads") continue;
    EXPECT_NE(example->resolved, by_default) << name << " has its default";
  }
}

TEST(Keys, EachStandsOnceAndEachExampleIsOfAKey) {
  std::set<std::string> names;
  for (const auto& [name, field] : listed_keys()) {
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_STRNE(field.help, "") << name;
  }
  for (const Example& e : examples) EXPECT_EQ(names.count(e.key), 1U) << e.key;
}

TEST(Keys, TheResolvedStudyIsTheSameStudy) {
  const std::string text = resolved(every_key);
  EXPECT_EQ(resolved(text), text);
}

// What a study leaves out has the default that the lists show, where a default is written.
TEST(Keys, DefaultsAreThoseOfTheTable) {
  const std::string text = resolved(
      "[population.p]\nlaw = \"categorical\"\np = [0.5, 0.5]\n[population.both]\nlaw = \"two_samples\"\n"
      "first = \"p\"\nsecond = \"p\"\n[population.t]\nlaw = \"file\"\npath = \"t\"\n"
      "symbols = \"bytes\"\n[sample.x]\nfrom = \"p\"\nn = 10\n[estimate.H]\nof = \"entropy\"\non = \"x\"\n"
      "with = \"ml\"\ninterval = { method = \"wald\" }\n[check.c]\nestimate = \"H\"\nmeasure = "
      "\"rmse\"\nat_most = 1\n"
      "[replicates]\nfixed = 10\n");
  std::set<std::string> silent = {"population.draw", "output.samples", "time.measure", "time.repeats",
                                  "time.threads"};
  for (const FormatKey& key : format_keys()) silent.insert(std::string("population.") + key.name);
  for (const auto& [name, field] : listed_keys()) {
    const std::string line = field.name + (" = " + std::string(field.fallback));
    if (*field.fallback == '\0') continue;
    EXPECT_EQ(text.find(line) != std::string::npos, silent.count(name) == 0) << name << "\n" << text;
  }
}

}  // namespace
}  // namespace plim::keys_test
