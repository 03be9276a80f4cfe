// A text of somebody else's, without its secrets: what a snapshot may hold and a report may show.
#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace patrol {

/// Gives equal secrets equal numbers, in the order of their appearance, so that "different on
/// server-2" can be said of what may not be seen. Numbers mean nothing outside one snapshot.
class SecretNumbers {
 public:
  SecretNumbers() = default;
  /// Numbers above `taken` only, for texts that have stand-ins already.
  explicit SecretNumbers(std::size_t taken) : taken_(taken) {}
  /// What stands in the place of a secret: "masked-secret-3". Quotes around it stay.
  [[nodiscard]] std::string stand_in(std::string_view secret);

 private:
  std::map<std::string, std::size_t, std::less<>> numbers_;
  std::size_t taken_ = 0;
};

/// Whether a value is such a stand-in.
[[nodiscard]] bool is_masked_secret(std::string_view value);

/// Only made by masking: what secret_ranges() finds is replaced by stand-ins, so no secret can
/// travel in it. Masking twice changes nothing.
class MaskedText {
 public:
  MaskedText() = default;
  MaskedText(std::string_view raw, SecretNumbers& numbers);
  /// The value of a setting, an option or a column: a secret as a whole where its name says so.
  MaskedText(std::string_view name, std::string_view value, SecretNumbers& numbers);
  [[nodiscard]] const std::string& text() const { return text_; }
  auto operator<=>(const MaskedText&) const = default;

 private:
  std::string text_;
};

}  // namespace patrol
