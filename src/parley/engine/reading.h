// The engine's name for what it reads out of one article; the struct is the record's.
#pragma once

#include "parley/record/reading.h"

namespace parley::engine {

using record::Reading;

}  // namespace parley::engine
