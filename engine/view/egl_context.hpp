// An OpenGL context without a display: Mesa's surfaceless platform.
#pragma once

namespace spondyl::view {

class EglContext {
 public:
  /// Makes itself current. Throws core::Error where there is no OpenGL 3.2 without a display.
  EglContext();
  ~EglContext();
  EglContext(const EglContext&) = delete;
  EglContext& operator=(const EglContext&) = delete;

 private:
  void* display_;
  void* context_;
};

}  // namespace spondyl::view
