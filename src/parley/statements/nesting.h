// Speech inside speech: in "The envoy said the council had rejected the plan" the council's
// rejection stands inside the envoy's statement. Each keeps its own source.
#pragma once

#include <vector>

#include "parley/statements/statement.h"

namespace parley::statements {

// Sets `inside` of every statement to the smallest other statement whose content holds all of it.
// Quadratic in the statements of one sentence's neighbourhood only.
void link_nested(std::vector<Statement>& statements);

}  // namespace parley::statements
