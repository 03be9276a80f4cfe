// A password, token or passphrase on its way to a server.
#pragma once

#include <string>
#include <utility>

namespace patrol {

class Credential;
/// For the libraries of transport/, which need the text; nothing else may call it.
[[nodiscard]] const std::string& reveal_to_library(const Credential& credential);

/// It cannot be converted to text, printed or compared; it only goes to a library.
class Credential {
 public:
  Credential() = default;
  explicit Credential(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] bool is_empty() const { return text_.empty(); }

 private:
  friend const std::string& reveal_to_library(const Credential& credential);
  std::string text_;
};

inline const std::string& reveal_to_library(const Credential& credential) {
  return credential.text_;
}

}  // namespace patrol
