#include "plim/core/digest.hpp"

#include <gtest/gtest.h>

#include "plim/core/number.hpp"

namespace plim::digest_test {

// The two examples of FIPS 180-4 (NIST, example values for SHA-256).
TEST(Digest, PublishedExamples) {
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Digest, LeadingWordIsLittleEndian) { EXPECT_EQ(leading_word(sha256("abc")), 0xeacf018fbf1678baULL); }

TEST(Number, CanonicalDoubles) {
  EXPECT_EQ(canonical(0.5), "0x1p-1");
  EXPECT_EQ(canonical(-0.0), "0x0p+0");
  EXPECT_EQ(round_trip(0.1), "0.1");
}

}  // namespace plim::digest_test
