#include "plim/numeric/elementary.hpp"
#include "plim/random/kernels.hpp"

// As in random_kernels.cpp: nothing of the standard library that could emit code.
namespace plim::PLIM_ISA {
extern const ArrayKernels array_kernels;

namespace {

void log(std::size_t size, double* x) {
  for (std::size_t i = 0; i < size; ++i) x[i] = elementary::log(x[i]);
}

void log1p(std::size_t size, double* x) {
  for (std::size_t i = 0; i < size; ++i) x[i] = elementary::log1p(x[i]);
}

void exp(std::size_t size, double* x) {
  for (std::size_t i = 0; i < size; ++i) x[i] = elementary::exp(x[i]);
}

void expm1(std::size_t size, double* x) {
  for (std::size_t i = 0; i < size; ++i) x[i] = elementary::expm1(x[i]);
}

void sincos_turns(std::size_t size, double* x, double* cosines) {
  for (std::size_t i = 0; i < size; ++i) {
    const elementary::SinCos turned = elementary::sincos_turns(x[i]);
    x[i] = turned.sin;
    cosines[i] = turned.cos;
  }
}

void divide(std::size_t size, double* x, double by) {
  for (std::size_t i = 0; i < size; ++i) x[i] /= by;
}

}  // namespace

const ArrayKernels array_kernels = {log, log1p, exp, expm1, sincos_turns, divide};

}  // namespace plim::PLIM_ISA
