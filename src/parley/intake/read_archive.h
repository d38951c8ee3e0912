// Reads the pages of a web archive: responses with a status of success, resources and conversions
// that are web pages or plain text.
//
// Each becomes a document with the address it was captured from; its input is the archive's path,
// "#" and the record's id. Requests, metadata, revisits, pictures and error pages are passed over
// without a word; what is damaged, too large or cut is told with its place. The day of the capture
// is no publication date.
#pragma once

#include <string>

#include "parley/archive/unpack.h"
#include "parley/intake/delivery.h"

namespace parley::intake {

void read_archive(const std::string& input, archive::UnpackedStream& stream, Delivery& delivery);

}  // namespace parley::intake
