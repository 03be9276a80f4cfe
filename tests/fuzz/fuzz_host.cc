// Any bytes as the output of the remote script, from its first record on.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "auditor/decode/host_files.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  patrol::SshOutput output;
  output.text = "patrol 1\n1\n";
  output.text.append(reinterpret_cast<const char*>(data), size);
  output.sent_at = 1;
  output.answered_at = 2;
  patrol::SecretNumbers numbers;
  patrol::MemberObservation member{.name = "a"};
  patrol::decode_host(output, numbers, member);
  if (member.host.has_value() != member.files.has_value()) __builtin_trap();
  if (!member.files) return 0;
  for (const patrol::ObservedFile& file : *member.files)
    if (file.mode < 0 || file.mode > 07777 || file.size < 0) __builtin_trap();
  return 0;
}
