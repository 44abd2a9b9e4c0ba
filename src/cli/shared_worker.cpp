#include "shared_worker.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "plim/study/merge.hpp"

namespace plim::cli {
namespace {

using Clock = std::chrono::steady_clock;

// A signal is to be obeyed soon, however long there is nothing to do.
constexpr double glance = 0.05;

}  // namespace

SharedWorker::SharedWorker(const Loaded& study, const Executor& executor, RunFolder& folder,
                           ClaimFolder& claims, RunJournal& journal, BlockSink& sink, How how)
    : study_(study),
      executor_(executor),
      folder_(folder),
      claims_(claims),
      journal_(journal),
      sink_(sink),
      how_(std::move(how)) {}

bool SharedWorker::work(const std::function<void()>& last) {
  const std::vector<std::uint64_t>& ends = how_.rounds->ends;
  const auto complete = [this] { return folder_.result().has_value(); };
  std::uint64_t begin = 0;
  for (std::size_t round = 0; round < ends.size(); ++round) {
    const std::uint64_t end = ends[round];
    const auto decided = [&] { return folder_.goes_on(round).has_value(); };
    if (!run_round(begin, end) || !share_unit([&] { decide(round, end); }, decided)) return false;
    if (complete() || folder_.goes_on(round) == false) return share_unit(last, complete);
    begin = end;
  }
  return run_round(begin, std::numeric_limits<std::uint64_t>::max()) && share_unit(last, complete);
}

/// True if all units of the round are done, by whomever. It has its share of the run's units.
bool SharedWorker::run_round(std::uint64_t begin, std::uint64_t end) {
  std::uint64_t mine = 0, all = 0;
  for (std::size_t s = 0; s < study_.plan.scenarios.size(); ++s) {
    const std::uint64_t blocks = blocks_of(study_.plan, study_.allocation, s);
    mine += std::min(blocks, end) - std::min(blocks, begin);
    all += blocks;
  }
  if (mine == 0) return true;
  const double share = static_cast<double>(mine) / static_cast<double>(all);
  const WorkUnits units(blocks_between(study_.plan, study_.allocation, begin, end),
                        static_cast<std::uint64_t>(share * static_cast<double>(folder_.units())));
  SharedSupply::How how;
  how.first = next_;
  how.worker = claims_.worker();
  how.patience = how_.patience;
  how.threads = executor_.threads();
  how.save = [this] { journal_.sync(); };
  how.over = [this] { return folder_.result().has_value(); };
  how.stop = how_.stop;
  SharedSupply supply(claims_, units, how);
  run(study_.plan, study_.allocation, supply, executor_, sink_, how_.stop);
  supply.close();
  next_ += units.size();
  return supply.complete();
}

/// One task that comes after all before it, done by one worker while the others wait for what it makes. False
/// if that is not there because this worker was stopped.
bool SharedWorker::share_unit(const std::function<void()>& task, const std::function<bool()>& made) {
  Claimant claimant(claims_, next_, next_ + 1, claims_.worker(), how_.patience);
  ++next_;
  const Clock::time_point start = Clock::now();
  while (!folder_.result() && !stopped()) {
    if (const auto unit = claimant.next(std::chrono::duration<double>(Clock::now() - start).count())) {
      task();
      if (made() && !folder_.result()) claimant.finish(*unit);
      break;
    }
    if (claimant.over()) {
      if (!made()) task();  // though it is said to be done
      break;
    }
    wait(claimant.pause());
  }
  return folder_.result() || made();
}

void SharedWorker::wait(double seconds) const {
  for (double left = seconds; left > 0 && !stopped(); left -= glance)
    std::this_thread::sleep_for(std::chrono::duration<double>(std::min(left, glance)));
}

/// By the blocks of this and earlier rounds in all journals; of a unit that was lost they are run here.
void SharedWorker::decide(std::size_t round, std::uint64_t end) {
  JournalSet journals(folder_.journals());
  const Allocation so_far = first_blocks(study_.plan, study_.allocation, end);
  Gather gather(study_.plan, so_far);
  ConductOptions options;
  options.sources = journals.sources(study_.plan);
  for (NamedSource& source : options.sources) source.kept = true;
  options.keep = [this](const BlockRecord& record) { journal_.keep(record); };
  options.stop = how_.stop;
  gather_blocks(study_.plan, so_far, executor_, options, gather);
  if (stopped()) return;
  folder_.decide(round, how_.rounds->go_on(round, gather.finish()));
}

}  // namespace plim::cli
