#include <utility>

#include "stream.hpp"

namespace plim::rng {

Stream plim_stream(std::string name, std::string help, std::uint64_t gibibytes,
                   std::function<Source()> open) {
  return {std::move(name), std::move(help), Role::plim, gibibytes * gibibyte, 8 * mebibyte, std::move(open)};
}

std::vector<Stream> all_streams() {
  std::vector<Stream> all;
  for (const auto& part : {address_streams(), seed_streams(), sampler_streams(), control_streams()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

std::vector<std::uint64_t> first_words(const Stream& stream, std::uint64_t bytes) {
  const std::uint64_t wanted = (bytes + 7) / 8;
  std::vector<std::uint64_t> words((wanted + chunk - 1) / chunk * chunk);
  const Source source = stream.open();
  for (std::size_t at = 0; at < words.size(); at += chunk) source(std::span(words).subspan(at, chunk));
  words.resize(wanted);
  return words;
}

}  // namespace plim::rng
