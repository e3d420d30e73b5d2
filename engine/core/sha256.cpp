#include "core/sha256.hpp"

#include <array>

#include <openssl/evp.h>

#include "core/error.hpp"

namespace spondyl::core {

std::string sha256(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw Error(ErrorCode::internal, {}, "a failure of libcrypto", "a SHA-256 digest");
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hexadecimal;
  for (unsigned int i = 0; i < size; ++i) {
    hexadecimal += digits[digest[i] >> 4U];
    hexadecimal += digits[digest[i] & 15U];
  }
  return hexadecimal;
}

}  // namespace spondyl::core
