// Rows of a PostgreSQL server -> observations.
#pragma once

#include "auditor/transport/pg.h"
#include "linter/model/observation.h"

namespace patrol {

/// Fills the SQL surfaces of a member: server, settings, file_settings, hba_rules, ident_rules,
/// replication, receiver, slots, roles. A refused surface names the missing grant. Any rows are
/// safe.
void decode_pg(const Observed<PgAnswers>& answers, SecretNumbers& numbers,
               MemberObservation& member);

}  // namespace patrol
