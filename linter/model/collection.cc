// Reads all texts, then joins the documents of a cluster.
#include "linter/model/collection.h"

#include <utility>

#include "linter/model/group.h"
#include "linter/model/read_document.h"

namespace patrol {

void collect(std::vector<InputFile> files, const CollectOptions& options, Collection& out) {
  for (InputFile& input : files) {
    const DocumentKind kind = recognise(input.path, input.text);
    if (kind == DocumentKind::unknown && !input.is_named) {
      ++out.skipped;
      continue;
    }
    const FileId file = out.sources.add(std::move(input.path), std::move(input.text));
    out.kinds.resize(out.sources.size(), DocumentKind::unknown);
    out.kinds[static_cast<std::size_t>(file)] = kind;
    read_document(out, file, kind, options);
  }
  group_clusters(out, options);
}

}  // namespace patrol
