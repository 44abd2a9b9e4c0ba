#include "plim/random/fill.hpp"

#include <cassert>

#include "plim/random/kernels.hpp"
#include "plim/random/variate.hpp"

namespace plim {
namespace {

CounterRun run_of(const Address& a, std::uint64_t index, std::uint32_t plane = 0) {
  assert(plane < attempt_limit / attempts_of_plane);
  return {a.key.bits, index, a.replicate, a.sub, plane * attempts_of_plane};
}

template <class Kernel, class T>
void fill(Kernel kernel, const CounterRun& run, std::span<T> out) {
  assert(run.index % 64 == 0 && out.size() % 128 == 0);
  kernel(run, out.size() / 128, out.data());
}

}  // namespace

void fill_words(const Address& address, std::uint64_t first, std::span<std::uint64_t> out) {
  fill(random_kernels().words, run_of(address, first), out);
}

void fill_open(const Address& address, std::uint64_t first, std::span<double> out) {
  Planes{address, first}.open(0, out);
}

void fill_normal(const Address& address, std::uint64_t first, std::span<double> out) {
  Planes{address, first}.normal(0, out);
}

void fill_exponential(const Address& address, std::uint64_t first, std::span<double> out) {
  Planes{address, first}.exponential(0, out);
}

void fill_gamma(const Address& address, std::uint64_t first, double shape, std::span<double> out) {
  Planes{address, first}.gamma(0, shape, out);
}

void Planes::open(std::uint32_t plane, std::span<double> out) const {
  fill(random_kernels().open, run_of(address, first, plane), out);
}

void Planes::normal(std::uint32_t plane, std::span<double> out) const {
  fill(random_kernels().normal, run_of(address, first, plane), out);
}

void Planes::exponential(std::uint32_t plane, std::span<double> out) const {
  fill(random_kernels().exponential, run_of(address, first, plane), out);
}

void Planes::gamma(std::uint32_t plane, double shape, std::span<double> out) const {
  assert(shape > 0);
  bool done = true;
  const auto kernel = [&](const CounterRun& run, std::size_t blocks, double* to) {
    done = random_kernels().gamma(run, blocks, shape, to);
  };
  fill(kernel, run_of(address, first, plane), out);
  if (!done) throw_too_many_attempts();
}

Variate Planes::redraw(std::size_t i) const {
  const std::uint32_t begin = (i % 128 < 64 ? 6 : 7) * attempts_of_plane;
  return {address, first + i / 128 * 64 + i % 64, begin, begin + attempts_of_plane};
}

void fill_words_lanes(const Address& first, std::uint64_t index, std::span<std::uint64_t> first_half,
                      std::span<std::uint64_t> second_half) {
  assert(first_half.size() == second_half.size());
  random_kernels().words_lanes(run_of(first, index), first_half.size(), first_half.data(),
                               second_half.data());
}

}  // namespace plim
