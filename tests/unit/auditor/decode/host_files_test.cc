#include "auditor/decode/host_files.h"

#include <gtest/gtest.h>

#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::string_view certificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBTjCCAQCgAwIBAgIBATAFBgMrZXAwJTEQMA4GA1UECgwHRXhhbXBsZTERMA8G\n"
    "A1UEAwwIc2VydmVyLTEwIBcNMjYxMTIyMDQ1NzE5WhgPMjEyNjEwMjkwNDU3MTla\n"
    "MCUxEDAOBgNVBAoMB0V4YW1wbGUxETAPBgNVBAMMCHNlcnZlci0xMCowBQYDK2Vw\n"
    "AyEAPCOPXVlrAKHkQoX0vM2W6yDj1zu50ISR7ZPp427D7EijUzBRMB0GA1UdDgQW\n"
    "BBR2ycwBBzQh5GRAZaT5iDC/ziys3TAfBgNVHSMEGDAWgBR2ycwBBzQh5GRAZaT5\n"
    "iDC/ziys3TAPBgNVHRMBAf8EBTADAQH/MAUGAytlcANBALHkGyuSW+V3KqaoqAUP\n"
    "0e2tZmuBbwuPnS2s55AqlIue/XMaJYO/J3qCIISos6O9gM/gNr/kSdM1TQc9e+g6\n"
    "PA4=\n"
    "-----END CERTIFICATE-----\n";

class DecodeHost : public testing::Test {
 protected:
  DecodeHost() { add("patrol", "1"); }
  void add(std::string_view key, std::string_view bytes) {
    output_.text += cat(key, ' ', bytes.size(), '\n', bytes, '\n');
  }
  void add_file(std::string_view path, std::string_view kind, std::string_view text) {
    add("file", path);
    add("kind", kind);
    add("stat", "640 12 1700000000 root postgres");
    add("text", text);
  }
  MemberObservation decode(std::string_view name = "server-1") {
    add("end", "");
    MemberObservation member{.name = std::string(name)};
    decode_host(output_, numbers_, member);
    return member;
  }
  SshOutput output_;
  SecretNumbers numbers_;
};

TEST_F(DecodeHost, GivesFilesWithTheirStatus) {
  add_file("/etc/patroni/patroni.yml", "patroni", "scope: a\n");
  const MemberObservation member = decode();
  ASSERT_TRUE(member.files);
  const ObservedFile& file = member.files->at(0);
  EXPECT_EQ(file.path, "/etc/patroni/patroni.yml");
  EXPECT_EQ(file.kind, FileKind::patroni);
  EXPECT_EQ(file.text->text(), "scope: a\n");
  EXPECT_EQ(file.mode, 0640);
  EXPECT_EQ(file.owner, "root");
  EXPECT_EQ(file.group, "postgres");
  EXPECT_EQ(file.modified, 1700000000.0);
}

TEST_F(DecodeHost, KeepsAFileBeyondReachWithTheReason) {
  add("file", "/etc/patroni/patroni.yml");
  add("kind", "patroni");
  add("error", "denied");
  add("file", "/data/pg_hba.conf");
  add("kind", "hba");
  add("error", "missing");
  const MemberObservation member = decode();
  ASSERT_EQ(member.files->size(), 2U);
  EXPECT_EQ(member.files->at(0).text.error().cause, Cause::denied);
  EXPECT_NE(member.files->at(0).text.error().remedy.find("--sudo"), std::string::npos);
  EXPECT_EQ(member.files->at(1).text.error().cause, Cause::missing);
}

TEST_F(DecodeHost, MasksFilesEnvironmentAndCommands) {
  add_file("/p.yml", "patroni",
           "postgresql:\n  authentication:\n    superuser:\n      password: canary-1\n");
  add("environ", "PATRONI_SUPERUSER_PASSWORD=canary-1\nPATRONI_NAME=a b");
  add("command", "etcd\n--initial-cluster\na=http://u:canary-1@x:1");
  const MemberObservation member = decode();
  ASSERT_EQ(member.files->size(), 2U);
  for (const ObservedFile& file : *member.files)
    EXPECT_EQ(file.text->text().find("canary"), std::string::npos) << file.text->text();
  EXPECT_EQ(member.files->at(1).text->text(),
            "PATRONI_SUPERUSER_PASSWORD=masked-secret-1\nPATRONI_NAME=\"a b\"\n");
  ASSERT_EQ(member.host->commands.size(), 1U);
  EXPECT_EQ(member.host->commands[0].find("canary"), std::string::npos);
}

TEST_F(DecodeHost, PutsTheClockBetweenSendingAndAnswer) {
  output_.sent_at = 1000;
  output_.answered_at = 1002;
  add("clock", "1011.5");
  const MemberObservation member = decode();
  EXPECT_DOUBLE_EQ(member.host->clock_offset.value(), 10.5);
  EXPECT_DOUBLE_EQ(member.host->clock_error.value(), 1);
}

TEST_F(DecodeHost, KnowsADataDirectoryThatIsAMountPoint) {
  add("directory", "/data");
  add("stat", "700 4096 1700000000 postgres postgres");
  add("df", "/dev/vdb xfs 1000 400 600 40% /data");
  const MemberObservation member = decode();
  const ObservedDirectory& data = member.host->directories.at(0);
  EXPECT_TRUE(data.is_mount_root);
  EXPECT_EQ(data.mode, 0700);
  EXPECT_EQ(data.file_system, "xfs");
  EXPECT_EQ(data.free_bytes, 600 * 1024);
}

TEST_F(DecodeHost, ReadsDatesOfCertificates) {
  add_file("/etc/ssl/server.crt", "certificate", certificate);
  const MemberObservation member = decode();
  ASSERT_EQ(member.host->certificates.size(), 1U);
  const ObservedCertificate& one = member.host->certificates[0];
  EXPECT_EQ(one.subject, "CN=server-1,O=Example");
  EXPECT_EQ(one.not_before, 1795323439.0);
  EXPECT_EQ(one.not_after, 4948923439.0);
}

TEST_F(DecodeHost, PassesOverCertificatesThatAreNone) {
  add_file("/a.crt", "certificate", std::string(certificate.substr(0, 200)));
  add_file("/b.crt", "certificate",
           "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  EXPECT_TRUE(decode().host->certificates.empty());
}

TEST_F(DecodeHost, LeavesOutPatroniFilesOfOtherMembers) {
  add_file("/etc/patroni/1.yml", "patroni", "scope: a\nname: server-1 # first\n");
  add_file("/etc/patroni/2.yml", "patroni", "scope: a\nname: 'server-2'\n");
  const MemberObservation member = decode("server-2");
  ASSERT_EQ(member.files->size(), 1U);
  EXPECT_EQ(member.files->at(0).path, "/etc/patroni/2.yml");
}

TEST_F(DecodeHost, LeavesOutFilesOfOtherServersOnTheMachine) {
  for (const char* data : {"/data/1", "/data/2"}) {
    add("server", data);
    add_file(cat(data, "/postgresql.conf"), "postgres_conf", "port = 1\n");
    add("directory", data);
  }
  add("server", "");
  add_file("/etc/ssl/a.crt", "certificate", "");
  add("end", "");
  MemberObservation member{.name = "server-2"};
  member.server = PgServer{.data_directory = "/data/2"};
  decode_host(output_, numbers_, member);
  ASSERT_EQ(member.files->size(), 2U);
  EXPECT_EQ(member.files->at(0).path, "/data/2/postgresql.conf");
  ASSERT_EQ(member.host->directories.size(), 1U);
}

TEST_F(DecodeHost, ReadsTheFactsOfTheMachine) {
  add("user", "audit");
  add("hostname", "server-1");
  add("memory", "2048");
  add("addresses", "10.0.0.1 fd00::1 ");
  const MemberObservation member = decode();
  EXPECT_EQ(member.host->user, "audit");
  EXPECT_EQ(member.host->hostname, "server-1");
  EXPECT_EQ(member.host->memory_bytes, 2048 * 1024);
  EXPECT_EQ(member.host->addresses, (std::vector<std::string>{"10.0.0.1", "fd00::1"}));
}

TEST_F(DecodeHost, RefusesBothSurfacesWhenTheOutputIsBroken) {
  output_.text += "text 1000000\nshort";
  const MemberObservation member = decode();
  EXPECT_EQ(member.files.error().cause, Cause::malformed);
  EXPECT_EQ(member.host.error().cause, Cause::malformed);
}

}  // namespace
}  // namespace patrol
