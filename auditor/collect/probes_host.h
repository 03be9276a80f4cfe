// The one script of an audit that runs on a member's machine.
#pragma once

#include "auditor/transport/ssh.h"

namespace patrol {

/// POSIX sh without anything of ours put in. Finds the files of Patroni, PostgreSQL and etcd by
/// itself, reads them and prints records that decode/host_files.h reads. Writes nothing.
[[nodiscard]] SshScript host_script();

}  // namespace patrol
