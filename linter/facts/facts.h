// What the products are, by version: plain tables compiled from the YAML files beside this header,
// and look-ups in them. Every row has a source. No logic of any product lives here.
#pragma once

#include "linter/facts/etcd.h"                // IWYU pragma: export
#include "linter/facts/patroni.h"             // IWYU pragma: export
#include "linter/facts/patroni_habits.h"      // IWYU pragma: export
#include "linter/facts/patroni_parameters.h"  // IWYU pragma: export
#include "linter/facts/postgres.h"            // IWYU pragma: export
