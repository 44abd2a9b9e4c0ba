#include "checks_group.hpp"

#include <iterator>

namespace plim {
namespace {

// One table of what is stored, so that writing and reading cannot disagree.
struct RealField {
  const char* name;
  double CheckResult::*member;
  const char* help;
};
constexpr RealField real_fields[] = {
    {"value", &CheckResult::value, "measure at the worst point"},
    {"lower", &CheckResult::lower, "lower limit; confirmed if inside the margin"},
    {"upper", &CheckResult::upper, "upper limit; confirmed if inside the margin"},
    {"confidence", &CheckResult::confidence, "of lower and upper"},
    {"wide_lower", &CheckResult::wide_lower, "lower limit; refuted if outside the margin"},
    {"wide_upper", &CheckResult::wide_upper, "upper limit; refuted if outside the margin"},
    {"wide_confidence", &CheckResult::wide_confidence, "of wide_lower and wide_upper"},
    {"margin_low", &CheckResult::margin_low, "least value that the claim allows"},
    {"margin_high", &CheckResult::margin_high, "greatest value that the claim allows"},
    {"prediction", &CheckResult::prediction, "what theory says at the worst point"},
    {"needed", &CheckResult::needed, "replicates that would decide"},
    {"level", &CheckResult::level, "chance of any wrong refutation in the run"},
    {"failed", &CheckResult::failed,
     "share of the replicates that gave nothing to judge, at the worst point"}};

struct TextField {
  const char* name;
  std::string CheckResult::*member;
  const char* help;
  bool later = false;  // an older plim did not say it
};
constexpr TextField texts[] = {{"question", &CheckResult::question, "what was asked"},
                               {"estimate", &CheckResult::estimate, "of which estimate"},
                               {"measure", &CheckResult::measure, "of which measure"},
                               {"verb", &CheckResult::verb, "how it was asked"},
                               {"worst", &CheckResult::worst, "the worst point"},
                               {"measured", &CheckResult::measured, "what was measured there", true},
                               {"margin", &CheckResult::margin, "where the margin comes from"},
                               {"note", &CheckResult::note, "what else is to be known"}};

}  // namespace

void write_checks(h5::Group group, const std::vector<CheckResult>& checks) {
  h5::Texts names;
  std::vector<std::uint8_t> verdicts, expected;
  std::vector<std::int64_t> points;
  for (const CheckResult& c : checks) {
    names.push_back(c.name);
    verdicts.push_back(static_cast<std::uint8_t>(c.verdict));
    expected.push_back(c.expect_refuted ? 1 : 0);
    points.push_back(c.points);
  }
  const h5::Texts axes = {"check"};
  group.axis("check", names);
  group.array("verdict", axes, std::span<const std::uint8_t>(verdicts),
              h5::Texts(std::begin(verdict_names), std::end(verdict_names)));
  group.array("expect", axes, std::span<const std::uint8_t>(expected), h5::Texts{"confirmed", "refuted"});
  group.array("points", axes, std::span<const std::int64_t>(points),
              {{"units", "1"}, {"long_name", "points that were judged"}});
  for (const RealField& f : real_fields) {
    std::vector<double> values;
    for (const CheckResult& c : checks) values.push_back(c.*f.member);
    group.array(f.name, axes, std::span<const double>(values), {{"long_name", f.help}});
  }
  for (const TextField& f : texts) {
    h5::Texts values;
    for (const CheckResult& c : checks) values.push_back(c.*f.member);
    group.array(f.name, axes, values, {{"long_name", f.help}});
  }
}

std::vector<CheckResult> read_checks(const h5::Reader& file, const std::string& at) {
  const auto path = [&at](const char* name) { return at + "/" + name; };
  const h5::Extents all = {file.length(path("check"))};
  const h5::Texts names = file.texts(path("check"), all);
  std::vector<CheckResult> checks(names.size());
  const auto each = [&checks](const auto& values, const auto& set) {
    for (std::size_t i = 0; i < checks.size(); ++i) set(checks[i], values[i]);
  };
  each(names, [](CheckResult& c, const std::string& x) { c.name = x; });
  each(file.flags(path("verdict"), all, std::size(verdict_names)),
       [](CheckResult& c, std::uint8_t x) { c.verdict = static_cast<Verdict>(x); });
  each(file.flags(path("expect"), all, 2), [](CheckResult& c, std::uint8_t x) { c.expect_refuted = x == 1; });
  each(file.integers(path("points"), all), [](CheckResult& c, std::int64_t x) { c.points = x; });
  for (const RealField& f : real_fields)
    each(file.doubles(path(f.name), all), [&f](CheckResult& c, double x) { c.*f.member = x; });
  for (const TextField& f : texts) {
    if (f.later && !file.has(path(f.name))) continue;
    each(file.texts(path(f.name), all), [&f](CheckResult& c, const std::string& x) { c.*f.member = x; });
  }
  return checks;
}

}  // namespace plim
