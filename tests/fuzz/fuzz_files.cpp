// Reads whatever the fuzzer writes as a scene and as a parameter study. Each is taken or
// refused with its place; anything else ends the run with the text that did it.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/error.hpp"
#include "study/parameter_file.hpp"
#include "study/scene_document.hpp"
#include "sweep/study_file.hpp"

namespace {

using namespace spondyl;

const core::ParameterTable& declared() {
  static const core::ParameterTable table = study::read_parameters(SPONDYL_SOURCE_DIR "/models");
  return table;
}

template <class Read>
void take_or_refuse(const Read& read) {
  try {
    read();
  } catch (const core::Error& error) {
    if (error.code() != core::ErrorCode::internal && !error.where().file.empty())
      return;
    std::fprintf(stderr, "refused without a place: %s\n", error.what());
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  take_or_refuse([&] { study::read_scene(study::TomlTable::parse_text(text, "scene.toml"), declared()); });
  take_or_refuse([&] { sweep::read_study("study.toml", declared(), false, [&](const auto&) { return text; }); });
  return 0;
}
