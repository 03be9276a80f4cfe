// Any cells under the columns of every view, as a server could send them.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "auditor/decode/pg_rows.h"
#include "linter/base/text.h"

namespace {

struct View {
  std::string_view name;
  std::string_view columns;
};

constexpr std::array<View, 9> views = {{
    {"server", "version_num,is_in_recovery,system_identifier,timeline,wal_position,started,user"},
    {"pg_settings", "name,setting,source,boot_val,reset_val,sourceline,pending_restart"},
    {"pg_file_settings", "name,setting,sourcefile,sourceline,seqno,applied,error"},
    {"pg_hba_file_rules", "type,database,user_name,options,line_number,address,error"},
    {"pg_ident_file_mappings", "map_name,sys_name,pg_username,line_number,error"},
    {"pg_stat_replication", "application_name,usename,state,sent_lag,replay_lag"},
    {"pg_stat_wal_receiver", "status,conninfo,received_tli,sender_port"},
    {"pg_replication_slots", "slot_name,active,retained"},
    {"pg_roles", "rolname,rolsuper,member_of,rolconnlimit,valid_until"},
}};

// Cells are cut at form feeds; one that begins with a zero byte is NULL.
patrol::PgRows rows_of(std::string_view columns, std::string_view text) {
  patrol::PgRows rows;
  for (const std::string_view column : patrol::split(columns, ','))
    rows.columns.emplace_back(column);
  for (const std::string_view cell : patrol::split(text, '\f'))
    if (cell.starts_with('\0'))
      rows.cells.emplace_back();
    else
      rows.cells.emplace_back(std::string(cell));
  return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  patrol::PgAnswers answers;
  answers.version_num = (11 + data[0] % 8) * 10000;
  for (const View& view : views)
    answers.answers.push_back({view.name, rows_of(view.columns, text), {}});
  patrol::SecretNumbers numbers;
  patrol::MemberObservation member;
  patrol::decode_pg(answers, numbers, member);
  // Whole rows are read, one value each; a row that is cut off is none.
  const std::size_t cells = patrol::split(text, '\f').size();
  if (!member.settings || member.settings->size() != cells / 7) __builtin_trap();
  return 0;
}
