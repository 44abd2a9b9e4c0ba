// A data race on purpose: two threads add to one number without a lock. Thread sanitising must report it and
// end the program with code 66; if it does not, the set-up is blind and its silence on the engine means
// nothing.
#include <cstdio>

int main() {
  long sum = 0;
#pragma omp parallel for num_threads(4)
  for (int i = 0; i < 1000; ++i) sum += i;
  std::printf("%ld\n", sum);
  return 0;
}
