// Table of PostgreSQL's client encodings (documentation of PostgreSQL 18, "Character Set Support").
#include "linter/facts/encodings.h"

#include <algorithm>
#include <array>
#include <string>

#include "linter/base/text.h"

namespace patrol::facts {
namespace {

constexpr auto table = std::to_array<Encoding>({
    {"BIG5", ""},
    {"BIG5", "WIN950"},
    {"BIG5", "Windows950"},
    {"EUC_CN", ""},
    {"EUC_JIS_2004", ""},
    {"EUC_JP", ""},
    {"EUC_KR", ""},
    {"EUC_TW", ""},
    {"GB18030", ""},
    {"GBK", ""},
    {"GBK", "WIN936"},
    {"GBK", "Windows936"},
    {"ISO_8859_5", ""},
    {"ISO_8859_6", ""},
    {"ISO_8859_7", ""},
    {"ISO_8859_8", ""},
    {"JOHAB", ""},
    {"KOI8R", ""},
    {"KOI8R", "KOI8"},
    {"KOI8U", ""},
    {"LATIN1", ""},
    {"LATIN1", "ISO88591"},
    {"LATIN2", ""},
    {"LATIN2", "ISO88592"},
    {"LATIN3", ""},
    {"LATIN3", "ISO88593"},
    {"LATIN4", ""},
    {"LATIN4", "ISO88594"},
    {"LATIN5", ""},
    {"LATIN5", "ISO88599"},
    {"LATIN6", ""},
    {"LATIN6", "ISO885910"},
    {"LATIN7", ""},
    {"LATIN7", "ISO885913"},
    {"LATIN8", ""},
    {"LATIN8", "ISO885914"},
    {"LATIN9", ""},
    {"LATIN9", "ISO885915"},
    {"LATIN10", ""},
    {"LATIN10", "ISO885916"},
    {"MULE_INTERNAL", ""},
    {"SHIFT_JIS_2004", ""},
    {"SJIS", ""},
    {"SJIS", "Mskanji"},
    {"SJIS", "ShiftJIS"},
    {"SJIS", "WIN932"},
    {"SJIS", "Windows932"},
    {"SQL_ASCII", ""},
    {"UHC", ""},
    {"UHC", "WIN949"},
    {"UHC", "Windows949"},
    {"UTF8", ""},
    {"UTF8", "Unicode"},
    {"WIN866", ""},
    {"WIN866", "ALT"},
    {"WIN866", "Windows866"},
    {"WIN874", ""},
    {"WIN874", "Windows874"},
    {"WIN1250", ""},
    {"WIN1250", "Windows1250"},
    {"WIN1251", ""},
    {"WIN1251", "WIN"},
    {"WIN1251", "Windows1251"},
    {"WIN1252", ""},
    {"WIN1252", "Windows1252"},
    {"WIN1253", ""},
    {"WIN1253", "Windows1253"},
    {"WIN1254", ""},
    {"WIN1254", "Windows1254"},
    {"WIN1255", ""},
    {"WIN1255", "Windows1255"},
    {"WIN1256", ""},
    {"WIN1256", "Windows1256"},
    {"WIN1257", ""},
    {"WIN1257", "Windows1257"},
    {"WIN1258", ""},
    {"WIN1258", "ABC"},
    {"WIN1258", "TCVN"},
    {"WIN1258", "TCVN5712"},
    {"WIN1258", "VSCII"},
    {"WIN1258", "Windows1258"},
});

std::string letters_and_digits(std::string_view text) {
  std::string out = lower(text);
  std::erase_if(out, [](char letter) {
    return !(letter >= 'a' && letter <= 'z') && !(letter >= '0' && letter <= '9');
  });
  return out;
}

}  // namespace

std::span<const Encoding> encodings() {
  return table;
}

std::string_view find_encoding(std::string_view spelling) {
  const auto wanted = letters_and_digits(spelling);
  const auto found = std::find_if(table.begin(), table.end(), [&](const Encoding& row) {
    return letters_and_digits(row.alias.empty() ? row.name : row.alias) == wanted;
  });
  return found == table.end() ? std::string_view{} : found->name;
}

}  // namespace patrol::facts
