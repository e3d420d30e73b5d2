#include "view/shader.hpp"

#include <vtkActor.h>
#include <vtkObjectFactory.h>
#include <vtkOpenGLRenderWindow.h>
#include <vtkOpenGLShaderCache.h>
#include <vtkRenderer.h>
#include <vtkShaderProperty.h>
#include <vtkUniforms.h>

#include <fstream>
#include <iterator>

#include "core/error.hpp"
#include "study/data_dir.hpp"

namespace spondyl::view {

vtkStandardNewMacro(GuardedMapper);

std::string shader_text(const std::string& name) {
  const auto path = study::find_data_dir() / "shaders" / (name + ".frag");
  std::ifstream file(path);
  if (!file)
    throw core::Error(core::ErrorCode::io, {.file = path.string()}, "no such file", "a GLSL snippet of this program");
  return {std::istreambuf_iterator<char>(file), {}};
}

void set_shaders(vtkActor& actor, const std::vector<std::string>& texts, const std::vector<ShaderUniform>& uniforms) {
  vtkShaderProperty* property = actor.GetShaderProperty();
  property->ClearAllShaderReplacements();
  vtkUniforms* set = property->GetFragmentCustomUniforms();
  set->RemoveAllUniforms();
  if (texts.empty())
    return;
  for (const ShaderUniform& uniform : uniforms) {
    if (uniform.values.size() == 1)
      set->SetUniformf(uniform.name.c_str(), uniform.values[0]);
    else
      set->SetUniform3f(uniform.name.c_str(), uniform.values.data());
  }
  property->AddVertexShaderReplacement("//VTK::ValuePass::Dec", true,
                                       "//VTK::ValuePass::Dec\nin float fieldMC;\nout float field_value;\n", false);
  property->AddVertexShaderReplacement("//VTK::ValuePass::Impl", true,
                                       "//VTK::ValuePass::Impl\n  field_value = fieldMC;\n", false);
  property->AddFragmentShaderReplacement("//VTK::ValuePass::Dec", true,
                                         "//VTK::ValuePass::Dec\nin float field_value;\n", false);
  std::string body = "//VTK::Light::Impl\n";
  for (const std::string& text : texts)
    body += "{\n" + text + "}\n";
  property->AddFragmentShaderReplacement("//VTK::Light::Impl", true, body, false);
}

void GuardedMapper::BuildShaders(std::map<vtkShader::Type, vtkShader*> shaders, vtkRenderer* renderer,
                                 vtkActor* actor) {
  Superclass::BuildShaders(shaders, renderer, actor);
  auto* window = vtkOpenGLRenderWindow::SafeDownCast(renderer->GetRenderWindow());
  if (window->GetShaderCache()->ReadyShaderProgram(shaders))
    return;
  complaint_ = "a shader of this program does not compile here; drawn without it";
  actor->GetShaderProperty()->ClearAllShaderReplacements();
  Superclass::BuildShaders(shaders, renderer, actor);
}

}  // namespace spondyl::view
