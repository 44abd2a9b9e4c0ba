#include "plim/study/samples_file.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>

#include "plim/core/error.hpp"
#include "plim/engine/replicates.hpp"
#include "plim/io/output.hpp"
#include "plim/plan/plan_size.hpp"
#include "plim/plan/sample_view.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/reals.hpp"
#include "plim/views/sequence.hpp"
#include "plim/views/sparse_counts.hpp"

namespace plim {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t written_at_once = 1 << 20;
constexpr double share_of_disk = 0.5;

std::string header_of(const std::string& form) {
  return std::string("scenario,n,replicate,") + (form == "counts" ? "class,count" : "index,value") + "\n";
}

/// The samples of one scenario, one replicate after the other.
class SampleRows {
 public:
  SampleRows(const Plan& plan, std::size_t scenario)
      : scenario_(plan.scenarios[scenario]),
        index_(scenario),
        view_(view_of_samples(scenario_, plan.samples)) {
    // What its estimators see is made too, so that the draws are theirs.
    std::vector<ViewId> made = *scenario_.made;
    if (std::find(made.begin(), made.end(), view_) == made.end()) made.push_back(view_);
    source_ = scenario_.population->source(scenario_.route, made, scenario_.sizes.back(), 1);
  }

  /// Adds the rows of a replicate at one size to a text.
  void add(std::uint64_t replicate, std::size_t size, std::string& text) {
    bring_to(*source_, scenario_, replicate, 1, size);
    begin_ = std::to_string(index_) + "," + std::to_string(scenario_.sizes[size]) + "," +
             std::to_string(replicate) + ",";
    const void* view = source_->view(view_);
    if (view_ == view_id<Counts>()) {
      const Counts::One counts = static_cast<const Counts*>(view)->one(0);
      for (std::size_t k = 0; k < counts.K; ++k) {
        if (counts[k] > 0) add_row(text, k, counts[k]);
      }
    } else if (view_ == view_id<SparseCounts>()) {
      const SparseCounts::One counts = static_cast<const SparseCounts*>(view)->one(0);
      for (std::size_t r = 0; r < counts.rows; ++r) {
        if (counts.count(r) > 0) add_row(text, counts.symbol(r), counts.count(r));
      }
    } else if (view_ == view_id<Sequence>()) {
      add_list(text, static_cast<const Sequence*>(view)->one(0).x);
    } else {
      add_list(text, static_cast<const Reals*>(view)->one(0).x);
    }
  }

 private:
  template <class Values>
  void add_list(std::string& text, const Values& values) {
    for (std::size_t i = 0; i < values.size(); ++i) add_row(text, i, values[i]);
  }

  template <class Key, class Value>
  void add_row(std::string& text, Key key, Value value) const {
    char row[64];
    char* end = std::to_chars(row, row + sizeof row, key).ptr;
    *end++ = ',';
    end = std::to_chars(end, row + sizeof row, value).ptr;
    *end++ = '\n';
    text += begin_;
    text.append(row, end);
  }

  const ScenarioPlan& scenario_;
  std::size_t index_;
  ViewId view_;
  std::unique_ptr<ViewSource> source_;
  std::string begin_;
};

}  // namespace

fs::path samples_path(const fs::path& out) { return fs::path(out).replace_extension(".samples.csv"); }

double samples_bytes(const Plan& plan, std::uint64_t replicates) {
  double bytes = 0;
  for (std::size_t s = 0; s < plan.scenarios.size(); ++s) {
    SampleRows rows(plan, s);
    for (std::size_t i = 0; i < plan.scenarios[s].sizes.size(); ++i) {
      std::string text;
      rows.add(0, i, text);
      bytes += static_cast<double>(text.size()) * static_cast<double>(replicates);
    }
  }
  return bytes;
}

void check_samples(const Plan& plan, std::uint64_t replicates, const fs::path& path) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(path, error))) {
    std::string first;
    std::ifstream there(path);
    std::getline(there, first);
    if (first + "\n" != header_of("counts") && first + "\n" != header_of("draws"))
      throw Error(
          ExitCode::cannot_create,
          path.string() +
              ": exists and holds no samples of plim; it is left alone; name another output by --out");
  }
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const fs::space_info space = fs::space(folder, error);
  if (error) return;  // said when it is written
  const double bytes = samples_bytes(plan, replicates), free = static_cast<double>(space.available);
  if (bytes > share_of_disk * free)
    throw Error(ExitCode::resources, path.string() + ": the samples would take about " + bytes_text(bytes) +
                                         ", more than half of what is free there, " + bytes_text(free) +
                                         "; ask for fewer replicates");
}

void write_samples(const Plan& plan, std::uint64_t replicates, const fs::path& path) {
  OutputFile file(place_of(path));
  std::string text = header_of(plan.samples);
  for (std::size_t s = 0; s < plan.scenarios.size(); ++s) {
    SampleRows rows(plan, s);
    for (std::uint64_t replicate = 0; replicate < replicates; ++replicate) {
      for (std::size_t i = 0; i < plan.scenarios[s].sizes.size(); ++i) {
        rows.add(replicate, i, text);
        if (text.size() < written_at_once) continue;
        file.write(text);
        text.clear();
      }
    }
  }
  file.write(text);
  file.commit();
}

}  // namespace plim
