// The program's own GLSL (shaders/*.frag) on VTK's surfaces. A snippet runs after VTK's lighting and edits
// gl_FragData[0]; field_value (0 to 1 over the range of the color bar) and the view-space normal normalVCVSOutput are there to read.
#pragma once

#include <vtkOpenGLPolyDataMapper.h>

#include <string>
#include <vector>

class vtkActor;

namespace spondyl::view {

struct ShaderUniform {
  std::string name;           ///< as the snippet calls it
  std::vector<float> values;  ///< one: float, three: vec3
};

/// The text of shaders/NAME.frag. Throws io.
std::string shader_text(const std::string& name);

/// Puts snippets behind the lighting of an actor, in place of those it had.
void set_shaders(vtkActor& actor, const std::vector<std::string>& texts, const std::vector<ShaderUniform>& uniforms);

/// VTK's mapper crashes where a snippet does not compile; this one draws without the snippets and keeps the complaint.
class GuardedMapper : public vtkOpenGLPolyDataMapper {
 public:
  static GuardedMapper* New();
  vtkTypeMacro(GuardedMapper, vtkOpenGLPolyDataMapper);

  /// Empty while all is well.
  const std::string& complaint() const { return complaint_; }

 protected:
  void BuildShaders(std::map<vtkShader::Type, vtkShader*> shaders, vtkRenderer* renderer, vtkActor* actor) override;

 private:
  std::string complaint_;
};

}  // namespace spondyl::view
