// X.509 by OpenSSL's reader; nothing is verified here.
#include "auditor/decode/certificates.h"

#include <algorithm>
#include <ctime>
#include <limits>
#include <memory>
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace patrol {
namespace {

struct BioCloser {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Bio = std::unique_ptr<BIO, BioCloser>;

struct CertificateCloser {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using Certificate = std::unique_ptr<X509, CertificateCloser>;

int no_passphrase(char* /*buffer*/, int /*size*/, int /*is_writing*/, void* /*unused*/) {
  return 0;
}

std::optional<UnixTime> seconds_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return static_cast<UnixTime>(timegm(&parts));
}

std::string subject_of(const X509* certificate) {
  constexpr std::size_t most_letters = 400;
  const Bio out(BIO_new(BIO_s_mem()));
  if (out == nullptr) return {};
  // Escapes what is no plain ASCII, so that a name cannot hold control characters.
  constexpr unsigned long flags = XN_FLAG_RFC2253;
  if (X509_NAME_print_ex(out.get(), X509_get_subject_name(certificate), 0, flags) < 0) return {};
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  std::string subject(text, size > 0 ? static_cast<std::size_t>(size) : 0);
  subject.resize(std::min(subject.size(), most_letters));
  return subject;
}

}  // namespace

std::vector<ObservedCertificate> read_certificates(std::string_view path, std::string_view pem) {
  constexpr std::size_t most_certificates = 8;
  std::vector<ObservedCertificate> out;
  if (pem.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return out;
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  while (bio != nullptr && out.size() < most_certificates) {
    const Certificate one(PEM_read_bio_X509(bio.get(), nullptr, no_passphrase, nullptr));
    if (one == nullptr) break;
    out.push_back({std::string(path), subject_of(one.get()),
                   seconds_of(X509_get0_notBefore(one.get())),
                   seconds_of(X509_get0_notAfter(one.get()))});
  }
  ERR_clear_error();
  return out;
}

}  // namespace patrol
