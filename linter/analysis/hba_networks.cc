// From the lowest address on, the largest aligned block that fits.
#include "linter/analysis/hba_networks.h"

#include <span>

#include "linter/base/text.h"
#include "linter/doc/hba_address.h"

namespace patrol {
namespace {

bool is_bit_set(const IpBytes& ip, std::size_t bit) {
  return ((ip[bit / 8] >> (7 - bit % 8)) & 1) != 0;
}

// The last address of the block that begins at `first` and leaves `bits` bits fixed.
IpBytes block_end(IpBytes first, std::size_t bits) {
  for (std::size_t bit = bits; bit < first.size() * 8; ++bit)
    first[bit / 8] = static_cast<unsigned char>(first[bit / 8] | (0x80U >> (bit % 8)));
  return first;
}

bool is_behind(const IpBytes& left, const IpBytes& right) {
  for (std::size_t i = 0; i < left.size(); ++i)
    if (left[i] != right[i]) return left[i] > right[i];
  return false;
}

// The fewest fixed bits of a block that begins at `first` and does not reach behind `last`.
std::size_t prefix_of(const IpBytes& first, const IpBytes& last) {
  std::size_t bits = first.size() * 8;
  while (bits > 0 && !is_bit_set(first, bits - 1) && !is_behind(block_end(first, bits - 1), last))
    --bits;
  return bits;
}

// False when there is none.
bool step(IpBytes& ip) {
  for (std::size_t i = ip.size(); i > 0; --i)
    if (++ip[i - 1] != 0) return true;
  return false;
}

// Neighbours of one family as one interval.
std::vector<HbaAddressAtom> joined(std::span<const HbaAddressAtom> atoms) {
  std::vector<HbaAddressAtom> out;
  for (const HbaAddressAtom& atom : atoms) {
    if (!out.empty() && out.back().first.size() == atom.first.size()) {
      out.back().last = atom.last;
    } else {
      out.push_back(atom);
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> show_networks(const HbaAddressAtom& range) {
  std::vector<std::string> out;
  IpBytes at = range.first;
  while (!is_behind(at, range.last)) {
    const std::size_t bits = prefix_of(at, range.last);
    out.push_back(cat(show_ip(at), '/', bits));
    at = block_end(at, bits);
    if (!step(at)) break;
  }
  return out;
}

std::vector<std::string> show_networks(const HbaSpace& space, const IndexSet& addresses) {
  std::vector<std::string> out;
  for (const IndexSet::Range range : addresses.ranges())
    for (const HbaAddressAtom& whole :
         joined(std::span(space.addresses).subspan(range.begin, range.end - range.begin)))
      for (std::string& network : show_networks(whole)) out.push_back(std::move(network));
  return out;
}

}  // namespace patrol
