#include "view/scene_camera.hpp"

#include <vtkCamera.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "view/aim.hpp"

namespace spondyl::view {
namespace {

constexpr double radians_per_pixel = 0.008, zoom_per_notch = 1.12;

/// Around the screen's axes, as if the spine were held in the hand.
void turn(Aim& aim, ImVec2 by) {
  const Eigen::AngleAxisd sideways(-radians_per_pixel * by.x, aim.up);
  const Eigen::AngleAxisd upwards(-radians_per_pixel * by.y, aim.right);
  const Eigen::Matrix3d rotation = (sideways * upwards).toRotationMatrix();
  aim.right = rotation * aim.right;
  aim.up = rotation * aim.up;
}

}  // namespace

MouseUse take_mouse(const Rect& where, vtkCamera* camera) {
  ImGui::SetCursorScreenPos({where.x, where.y});
  ImGui::InvisibleButton(
      "picture", {where.width, where.height},
      ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle);
  const ImGuiIO& io = ImGui::GetIO();
  Aim aim = aim_of(camera);
  bool is_moved = false;
  const bool is_dragged = ImGui::IsItemActive() && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0);
  if (is_dragged && io.MouseDown[0] && !io.KeyShift) {
    turn(aim, io.MouseDelta);
    is_moved = true;
  } else if (is_dragged) {
    const double mm = 2 * aim.half_height / where.height;
    aim.focus += mm * (io.MouseDelta.y * aim.up - io.MouseDelta.x * aim.right);
    is_moved = true;
  }
  if (ImGui::IsItemHovered() && io.MouseWheel != 0) {
    aim.half_height = std::clamp(aim.half_height * std::pow(zoom_per_notch, -io.MouseWheel), 5.0, 1000.0);
    is_moved = true;
  }
  if (is_moved)
    apply(aim, camera);
  const float still = io.MouseDragThreshold * io.MouseDragThreshold;
  const bool is_clicked = ImGui::IsItemDeactivated() && io.MouseReleased[0] && io.MouseDragMaxDistanceSqr[0] < still;
  return {is_moved, ImGui::IsItemHovered() && !ImGui::IsAnyMouseDown(), is_clicked};
}

}  // namespace spondyl::view
