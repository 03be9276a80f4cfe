// The order of the words is that in which people ask: who, to what, from where, how.
#include "linter/analysis/hba_words.h"

#include "linter/base/text.h"
#include "linter/doc/hba_address.h"

namespace patrol {

std::string shown_connection(const HbaConnection& connection) {
  std::string text = cat("user ", connection.user, ", ");
  text += connection.is_replication ? std::string("physical replication")
                                    : cat("database ", connection.database);
  if (connection.channel == HbaChannel::local) {
    text += ", local socket";
  } else {
    text += cat(", from ", show_ip(connection.address));
    text += connection.channel == HbaChannel::tls   ? ", over TLS"
            : connection.channel == HbaChannel::gss ? ", encrypted by GSSAPI"
                                                    : ", without TLS";
  }
  if (connection.roles && !connection.roles->empty())
    text += cat(", member of ", join(*connection.roles, ", "));
  return printable(text);
}

}  // namespace patrol
