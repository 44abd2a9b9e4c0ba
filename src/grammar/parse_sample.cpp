#include "forms.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/grammar/settings.hpp"

namespace plim {

SampleSpec parse_sample(const Node::Entry& entry, const Catalogue& catalogue, Faults& faults) {
  TableReader table(entry.node, entry.where, "sample." + entry.key, faults);
  SampleSpec sample;
  sample.name = entry.key;
  sample.where = entry.where;
  read_keys({table, catalogue, faults}, sample_keys(), sample);
  table.finish();
  if (!sample.zip.empty() && sample.path == "nested")
    faults.add(sample.sizes_where, table.path() + ".n",
               "zip = \"" + sample.zip +
                   "\" gives each size a law of its own; write path = \"independent\", for "
                   "a nested path is one growing sample of one law");
  if (sample.relative.given() && sample.path == "nested")
    faults.add(sample.sizes_where, table.path() + ".n",
               "is relative to a parameter, which gives each law sizes of its own; write path = "
               "\"independent\"");
  return sample;
}

Form<SampleSpec> sizes_form() {
  return {[](Reading& r, const Field& f, SampleSpec& sample) {
            const Node* n = r.table.take(f.name);
            if (n == nullptr) return;
            read_sizes(*n, r.table.path_of(f.name), sample, r.faults);
            sample.sizes_where = n->where;
          },
          [](const Field& f, const SampleSpec& sample) -> Entries {
            if (sample.relative.given())
              return {{f.name, inlined({{"times", written(sample.relative.times)},
                                        {"of", quoted(sample.relative.of)}})}};
            const std::vector<std::uint64_t> sizes(sample.sizes.begin(), sample.sizes.end());
            Entries grid = {{"grid", written(sizes)}};
            if (!sample.zip.empty()) grid.emplace_back("zip", quoted(sample.zip));
            return {{f.name, inlined(grid)}};
          }};
}

}  // namespace plim
