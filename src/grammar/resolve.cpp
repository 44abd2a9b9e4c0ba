#include "plim/grammar/resolve.hpp"

#include <span>

namespace plim {
namespace {

std::string quoted(const std::string& text) { return readable(Value{text}); }

std::string list(const std::vector<std::string>& names) { return readable(Value{names}); }

std::string bare_or_quoted(const std::string& key) {
  constexpr std::string_view bare = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  return !key.empty() && key.find_first_not_of(bare) == std::string::npos ? key : quoted(key);
}

std::string written(const Setting& setting) {
  if (!setting.grid) return readable(setting.values.front());
  std::string text = "{ grid = [";
  for (std::size_t i = 0; i < setting.values.size(); ++i)
    text += (i ? ", " : "") + readable(setting.values[i]);
  return text + "]" + (setting.zip.empty() ? "" : ", zip = " + quoted(setting.zip)) + " }";
}

std::string lines(const Settings& settings) {
  std::string text;
  for (const auto& [name, setting] : settings) text += bare_or_quoted(name) + " = " + written(setting) + "\n";
  return text;
}

std::string inlined(const std::string& first, const Settings& settings) {
  std::string text = "{ " + first;
  for (const auto& [name, setting] : settings) text += ", " + bare_or_quoted(name) + " = " + written(setting);
  return text + " }";
}

std::string line(const char* key, const std::string& value) {
  return std::string(key) + " = " + value + "\n";
}

std::string header(const char* kind, const std::string& name) {
  return std::string("\n[") + kind + "." + bare_or_quoted(name) + "]\n";
}

/// A table of nested lists, the levels of each factor inside those of the one before.
std::string written(const std::vector<Factor>& factors, std::span<const double> table, std::size_t depth) {
  if (depth == factors.size()) return readable(Value{table.front()});
  const std::size_t levels = factors[depth].levels.size(), part = table.size() / levels;
  std::string text;
  for (std::size_t i = 0; i < levels; ++i)
    text += (i > 0 ? ", " : "") + written(factors, table.subspan(i * part, part), depth + 1);
  return "[" + text + "]";
}

std::string joint_lines(const PopulationSpec& p) {
  std::vector<std::string> names;
  std::string levels;
  for (const Factor& f : p.factors) {
    names.push_back(f.name);
    levels += (levels.empty() ? "" : ", ") + list(f.levels);
  }
  return line("names", list(names)) + line("levels", "[" + levels + "]") +
         line("table", written(p.factors, p.table, 0));
}

std::string text_of(const PopulationSpec& p) {
  std::string text = header("population", p.name) + line("law", quoted(p.law));
  if (p.draw != "iid") text += line("draw", quoted(p.draw));
  if (p.law == "joint") return text + joint_lines(p);
  if (p.law != "file") return text + lines(p.parameters);
  text += line("path", quoted(p.path));
  if (p.column.empty()) {
    return text + line("symbols", quoted(p.symbols)) + line("keep", quoted(p.keep)) +
           line("fold", quoted(p.fold));
  }
  text += line("column", quoted(p.column)) + (p.count.empty() ? "" : line("count", quoted(p.count)));
  if (p.header) text += line("header", *p.header ? "true" : "false");
  return text + (p.missing == "refuse" ? "" : line("missing", quoted(p.missing)));
}

std::string text_of(const SampleSpec& s) {
  std::string sizes;
  for (const std::int64_t n : s.sizes) sizes += (sizes.empty() ? "" : ", ") + std::to_string(n);
  return header("sample", s.name) + line("from", list(s.from)) + line("n", "{ grid = [" + sizes + "] }") +
         line("path", quoted(s.path)) + line("route", quoted(s.route));
}

std::string text_of(const ModelSpec& m) {
  std::string text = header("model", m.name);
  if (!m.smoothing.empty()) return text + line("smoothing", quoted(m.smoothing)) + lines(m.options);
  text += line("likelihood", quoted(m.likelihood));
  for (const auto& [parameter, prior] : m.priors) {
    text += "prior" + (parameter.empty() ? "" : "." + bare_or_quoted(parameter)) + " = " +
            inlined("law = " + quoted(prior.law), prior.parameters) + "\n";
  }
  return text;
}

/// One argument of an estimand: an event, a name, or a list of names.
std::string written(const std::vector<TermSpec>& terms) {
  std::string text;
  for (const TermSpec& t : terms) {
    text += text.empty() ? "" : ", ";
    text += t.level ? bare_or_quoted(t.name) + " = " + quoted(*t.level) : quoted(t.name);
  }
  if (terms.front().level) return "{ " + text + " }";
  return terms.size() == 1 ? text : "[" + text + "]";
}

std::string written(const EstimateSpec& e) {
  if (e.arguments.empty()) return quoted(e.of);
  const std::string given = e.arguments.given.empty() ? "" : ", given = " + written(e.arguments.given);
  return "{ " + bare_or_quoted(e.of) + " = " + written(e.arguments.about) + given + " }";
}

std::string text_of(const EstimateSpec& e) {
  std::string text = header("estimate", e.name) + line("of", written(e)) + line("on", list(e.on));
  if (!e.models.empty()) text += line("model", list(e.models));
  if (!e.unit.empty()) text += line("unit", quoted(e.unit));
  if (e.interval) {
    std::string interval = "{ level = " + written(e.interval->level);
    if (!e.interval->methods.front().empty()) interval += ", method = " + list(e.interval->methods);
    text += line("interval", interval + " }");
  }
  std::string with;
  for (const UseSpec& use : e.with) {
    const std::string label = use.label.empty() ? "" : ", label = " + quoted(use.label);
    const bool plain = label.empty() && use.options.empty();
    with += (with.empty() ? "" : ", ") +
            (plain ? quoted(use.name) : inlined("use = " + quoted(use.name) + label, use.options));
  }
  if (!e.against.empty()) text += line("against", quoted(e.against));
  return text + line("with", "[" + with + "]");
}

std::string target_text(const TargetSpec& target) {
  return target.kind == TargetSpec::Kind::number ? readable(Value{target.number}) : quoted(target.text);
}

std::string text_of(const AtSpec& at) {
  std::string text;
  for (const Value& value : at.values) text += (text.empty() ? "" : ", ") + readable(value);
  if (!at.values.empty()) return "[" + text + "]";
  if (at.from) text += "from = " + readable(Value{*at.from});
  if (at.to) text += (text.empty() ? "" : ", ") + ("to = " + readable(Value{*at.to}));
  return "{ " + text + " }";
}

std::string text_of(const MarginSpec& margin) {
  std::string text;
  const auto add = [&text](const char* name, const std::optional<double>& value) {
    if (value) text += (text.empty() ? "" : ", ") + (name + (" = " + readable(Value{*value})));
  };
  add("relative", margin.relative);
  add("absolute", margin.absolute);
  add("sd", margin.sd);
  return "{ " + text + " }";
}

std::string text_of(const CheckSpec& c) {
  std::string text = header("check", c.name);
  text += c.sample.empty() ? line("estimate", quoted(c.estimate)) : line("sample", quoted(c.sample));
  if (!c.with.empty()) text += line("with", list(c.with));
  if (!c.measure.empty()) text += line("measure", quoted(c.measure));
  text += line(c.verb.c_str(), target_text(c.target));
  if (!c.to.empty()) text += line("to", quoted(c.to));
  if (c.margin.given()) text += line("margin", text_of(c.margin));
  std::string at;
  for (const AtSpec& a : c.at) at += (at.empty() ? "" : ", ") + quoted(a.axis) + " = " + text_of(a);
  if (!at.empty()) text += line("at", "{ " + at + " }");
  return text + line("expect", quoted(c.expect_refuted ? "refuted" : "confirmed"));
}

std::string text_of(const VerdictSpec& v) {
  std::string looks;
  for (const std::uint64_t look : v.looks) looks += (looks.empty() ? "" : ", ") + std::to_string(look);
  return "\n[verdict]\n" + line("level", readable(Value{v.level})) +
         line("max_failures", readable(Value{v.max_failures})) +
         (looks.empty() ? "" : line("looks", "[" + looks + "]"));
}

}  // namespace

std::string resolved_toml(const StudySpec& spec) {
  std::string text = "[study]\n" + line("title", quoted(spec.title)) + line("aim", quoted(spec.aim)) +
                     line("seed", std::to_string(spec.seed));
  for (const PopulationSpec& p : spec.populations) text += text_of(p);
  for (const SampleSpec& s : spec.samples) text += text_of(s);
  for (const ModelSpec& m : spec.models) text += text_of(m);
  for (const EstimateSpec& e : spec.estimates) text += text_of(e);
  for (const CheckSpec& c : spec.checks) text += text_of(c);
  if (!spec.checks.empty()) text += text_of(spec.verdict);
  text += "\n[replicates]\n" + line("fixed", std::to_string(spec.replicates)) +
          line("block", std::to_string(spec.block));
  text += "\n[output]\n" + line("trajectories", std::to_string(spec.trajectories));
  if (spec.keep_estimates) text += line("keep", "[\"estimates\"]");
  return text;
}

}  // namespace plim
