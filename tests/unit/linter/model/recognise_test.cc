// Kinds of documents by content and name.
#include "linter/model/recognise.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(Recognise, KnowsAMemberFileByItsKeys) {
  EXPECT_EQ(recognise("node1.yml", "scope: a\nname: b\npostgresql:\n  listen: x\n"),
            DocumentKind::patroni);
  EXPECT_EQ(recognise("x.txt", "{\"scope\": \"a\", \"restapi\": {\"listen\": \"b\"}}"),
            DocumentKind::patroni);
}

TEST(Recognise, KnowsTheDynamicConfiguration) {
  EXPECT_EQ(recognise("a.yml", "loop_wait: 10\npostgresql:\n  parameters: {}\nttl: 30\n"),
            DocumentKind::dynamic);
  EXPECT_EQ(recognise("a.json", R"({"ttl": 30, "loop_wait": 10})"), DocumentKind::dynamic);
}

TEST(Recognise, KnowsEnvironmentFiles) {
  EXPECT_EQ(recognise("db.env", "# x\nPATRONI_SCOPE=a\nTZ=UTC\n"), DocumentKind::patroni_env);
  EXPECT_EQ(recognise("default/etcd", "ETCD_NAME=a\n"), DocumentKind::etcd_env);
  EXPECT_EQ(recognise("x", "export ETCD_NAME=a\n"), DocumentKind::etcd_env);
}

TEST(Recognise, KnowsEtcdYaml) {
  EXPECT_EQ(
      recognise("etcd.conf", "name: a\ndata-dir: /x\nlisten-peer-urls: http://1.2.3.4:2380\n"),
      DocumentKind::etcd_yaml);
}

TEST(Recognise, KnowsRecordsOfPgHba) {
  EXPECT_EQ(recognise("rules", "# c\nlocal all all peer\nhost all all 10.0.0.0/8 md5\n"),
            DocumentKind::hba);
}

TEST(Recognise, KnowsParameterFilesByName) {
  EXPECT_EQ(recognise("postgresql.auto.conf", "work_mem = '9MB'\n"), DocumentKind::postgres_conf);
}

TEST(Recognise, KnowsHaproxy) {
  EXPECT_EQ(recognise("x.cfg", "defaults\n mode tcp\nlisten a\n bind *:1\n"),
            DocumentKind::haproxy);
}

TEST(Recognise, TakesListenKeysForNoHaproxy) {
  EXPECT_EQ(recognise("p.yml", "restapi:\n  listen: a\npostgresql:\n  listen: b\n"),
            DocumentKind::patroni);
}

TEST(Recognise, KnowsABrokenMemberFileStill) {
  EXPECT_EQ(recognise("p.yml", "scope: a\n\tname: b\nrestapi:\n  listen: [\n"),
            DocumentKind::patroni);
}

TEST(Recognise, LeavesOtherThingsAlone) {
  EXPECT_EQ(recognise("compose.yml", "services:\n  a:\n    image: b\n"), DocumentKind::unknown);
  EXPECT_EQ(recognise("notes", "hello\n"), DocumentKind::unknown);
}

}  // namespace
}  // namespace patrol
