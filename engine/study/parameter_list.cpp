#include "study/parameter_list.hpp"

#include <nlohmann/json.hpp>

namespace spondyl::study {

std::string parameter_list(const core::ParameterTable& parameters) {
  std::string text;
  for (const core::Parameter& p : parameters) {
    const std::string unit = p.unit == "-" ? "" : " " + p.unit;
    text += p.path + " = " + core::to_text(p.value) + unit + "   (" + core::to_text(p.min) + " to " +
            core::to_text(p.max) + ")\n    " + p.doc + " [" + p.source + ", " + std::string(name(p.confidence)) + "]\n";
  }
  return text;
}

std::string parameter_json(const core::ParameterTable& parameters) {
  auto list = nlohmann::ordered_json::array();
  for (const core::Parameter& p : parameters) {
    list.push_back({{"path", p.path},
                    {"value", p.value},
                    {"unit", p.unit},
                    {"min", p.min},
                    {"max", p.max},
                    {"doc", p.doc},
                    {"source", p.source},
                    {"confidence", name(p.confidence)}});
  }
  return list.dump(1) + "\n";
}

}  // namespace spondyl::study
