#include "surgery/operate.hpp"

#include <utility>

#include "surgery/patient.hpp"

namespace spondyl::surgery {
namespace {

void add_line(std::vector<std::string>& record, const char* title, const std::vector<std::string>& phrases) {
  std::string line;
  for (const std::string& phrase : phrases)
    line += (line.empty() ? std::string(title) + ": " : "; ") + phrase;
  if (!line.empty())
    record.push_back(std::move(line));
}

}  // namespace

Operated operate(spine::SpineSpec spec, std::span<const Operation> operations, const Conditions& conditions) {
  std::vector<std::string> record;
  for (const Operation& operation : operations) {
    Patient patient{std::move(spec), conditions, conditions.healing, {}, {}, {}, {}};
    std::visit([&](const auto& which) { perform(which, patient); }, operation);
    add_line(record, "removed", patient.removed);
    add_line(record, "cut", patient.cut);
    add_line(record, "implanted", patient.implanted);
    add_line(record, "healing", patient.healed);
    spec = std::move(patient.spec);
  }
  return {std::move(spec), std::move(record)};
}

Operated operate(spine::SpineSpec spec, const Operation& operation, const Conditions& conditions) {
  return operate(std::move(spec), std::span(&operation, 1), conditions);
}

}  // namespace spondyl::surgery
