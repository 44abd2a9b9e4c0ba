#include "plim/random/kernels.hpp"

#include "plim/random/isa.hpp"

namespace plim {

namespace v2 {
extern const RandomKernels kernels;
extern const ArrayKernels array_kernels;
}  // namespace v2
namespace v3 {
extern const RandomKernels kernels;
extern const ArrayKernels array_kernels;
}  // namespace v3
namespace v4 {
extern const RandomKernels kernels;
extern const ArrayKernels array_kernels;
}  // namespace v4

const RandomKernels& random_kernels() {
  switch (active_isa()) {
    case Isa::v4: return v4::kernels;
    case Isa::v3: return v3::kernels;
    case Isa::v2: break;
  }
  return v2::kernels;
}

const ArrayKernels& array_kernels() {
  switch (active_isa()) {
    case Isa::v4: return v4::array_kernels;
    case Isa::v3: return v3::array_kernels;
    case Isa::v2: break;
  }
  return v2::array_kernels;
}

}  // namespace plim
