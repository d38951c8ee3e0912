// The writer of HTML, which the report that views makes shares with the server's pages.
#pragma once

#include "parley/views/html.h"

namespace parley::server {

using views::Html;

}  // namespace parley::server
