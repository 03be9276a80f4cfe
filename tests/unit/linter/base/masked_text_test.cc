// Secrets of others become numbered stand-ins, equal ones the same.
#include "linter/base/masked_text.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(MaskText, NumbersEqualSecretsAlike) {
  SecretNumbers numbers;
  const MaskedText first("user: a\npassword: canary-one\n", numbers);
  const MaskedText second("password: \"canary-two\"\nrest: x\n", numbers);
  const MaskedText third("password: 'canary-one'\n", numbers);
  EXPECT_EQ(first.text(), "user: a\npassword: masked-secret-1\n");
  EXPECT_EQ(second.text(), "password: \"masked-secret-2\"\nrest: x\n");
  EXPECT_EQ(third.text(), "password: 'masked-secret-1'\n");
}

TEST(MaskText, ChangesNothingTheSecondTime) {
  SecretNumbers numbers;
  const MaskedText once("url: http://u:canary@h/\npassword: canary\n", numbers);
  const MaskedText twice(once.text(), numbers);
  EXPECT_EQ(once.text().find("canary"), std::string::npos);
  EXPECT_EQ(once, twice);
}

TEST(MaskText, HidesAValueWhoseNameIsASecrets) {
  SecretNumbers numbers;
  EXPECT_EQ(MaskedText("ldapbindpasswd", "canary", numbers).text(), "masked-secret-1");
  EXPECT_EQ(MaskedText("work_mem", "4MB", numbers).text(), "4MB");
  EXPECT_EQ(MaskedText("primary_conninfo", "host=a password=canary port=1", numbers).text(),
            "host=a password=masked-secret-1 port=1");
  EXPECT_EQ(MaskedText("ssl_key_file", "/etc/ssl/server.key", numbers).text(),
            "/etc/ssl/server.key");
}

TEST(MaskText, KnowsItsOwnStandIns) {
  EXPECT_TRUE(is_masked_secret("masked-secret-12"));
  EXPECT_FALSE(is_masked_secret("masked-secret-"));
  EXPECT_FALSE(is_masked_secret("masked-secret-x"));
}

}  // namespace
}  // namespace patrol
