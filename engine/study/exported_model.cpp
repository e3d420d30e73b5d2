#include "study/exported_model.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <type_traits>

#include "core/error.hpp"

namespace spondyl::study {
namespace {

using spine::Tissue;

bool is_of_vertebra(Tissue tissue) { return tissue < Tissue::nucleus; }

/// Of a point that is a node, or a weighted mean of nodes: the heaviest.
template <class Point>
int nearest_node(const Point& point) {
  if constexpr (std::is_integral_v<Point>) {
    return point;
  } else {
    const auto heaviest = std::max_element(point.weights.begin(), point.weights.end()) - point.weights.begin();
    return point.nodes[static_cast<std::size_t>(heaviest)];
  }
}
template <class Point>
Eigen::Vector3d place(const fem::Mesh& mesh, const Point& point) {
  if constexpr (std::is_integral_v<Point>) {
    return mesh.nodes[static_cast<std::size_t>(point)];
  } else {
    return point.reference(mesh);
  }
}

}  // namespace

std::string file_name(spine::Level level) {
  return std::string(name(upper(level))) + "_" + std::string(name(lower(level)));
}

std::vector<ElementGroup> element_groups(const spine::SpineModel& spine) {
  if (!spine.spec.implants.empty()) {
    throw core::Error(core::ErrorCode::bad_input, {.key = "operations"}, "a spine with implants",
                      "a spine without: beams and their springs are not written yet",
                      "export it before instrumentation");
  }
  std::map<std::tuple<int, int, double>, ElementGroup> groups;  // by part, tissue and what cuts removed
  for (std::size_t e = 0; e < spine.mesh.tags.size(); ++e) {
    const auto& tag = spine.mesh.tags[e];
    const auto tissue = static_cast<std::size_t>(tag.tissue);
    ElementGroup& group = groups[{tag.part, static_cast<int>(tissue), 1 - tag.kept}];
    if (group.elements.empty()) {
      group.tissue = tag.tissue;
      group.part = tag.part;
      group.kept = tag.kept;
      group.name = (is_of_vertebra(tag.tissue) ? std::string(name(static_cast<spine::Vertebra>(tag.part)))
                                               : file_name(spine::Level{tag.part})) +
                   "_" + std::string(spine::tissue_names[tissue]);
    }
    group.elements.push_back(static_cast<int>(e));
  }
  std::vector<ElementGroup> out;
  int n_cut = 0;
  for (auto& [key, group] : groups) {
    if (group.kept < 1)
      group.name += "_cut_" + std::to_string(++n_cut);
    out.push_back(std::move(group));
  }
  return out;
}

const spine::BoneSpec* bone_of(const spine::SpineSpec& spec, Tissue tissue) {
  switch (tissue) {
    case Tissue::cancellous_bone:
      return &spec.tissue.cancellous;
    case Tissue::cortical_bone:
      return &spec.tissue.cortical;
    case Tissue::bony_endplate:
      return &spec.tissue.endplate;
    case Tissue::posterior_bone:
      return &spec.tissue.posterior;
    case Tissue::bone_graft:
      return &spec.tissue.graft;
    case Tissue::nucleus:
    case Tissue::annulus:
    case Tissue::cage:
    case Tissue::cage_graft:
      return nullptr;
  }
  return nullptr;
}

std::vector<ExportedLigament> exported_ligaments(const spine::SpineModel& spine) {
  const fem::Mesh& mesh = spine.model->mesh();
  std::vector<ExportedLigament> out;
  for (const spine::Level level : spine::all_levels) {
    for (std::size_t l = 0; l < spine::n_ligaments; ++l) {
      const fem::Connectors* connectors = spine[level].ligaments[l];
      if (!connectors)
        continue;
      const std::string name = file_name(level) + "_" + std::string(spine::ligament_names[l]);
      std::map<std::pair<long, long>, ExportedLigament> alike;  // by stiffness and pre-strain, but for rounding
      std::vector<ExportedLigament*> in_order;
      for (const fem::Strand& s : connectors->strands()) {
        const int from = nearest_node(s.from), to = nearest_node(s.to);
        const auto at = [&](int node) { return mesh.nodes[static_cast<std::size_t>(node)]; };
        const double moved = (at(from) - at(to)).norm() / (place(mesh, s.from) - place(mesh, s.to)).norm();
        const double length = (place(mesh, s.from) - place(mesh, s.to)).norm();
        const auto rounded = [](double x) { return std::lround(1e6 * x); };
        const auto [group, is_new] =
            alike.try_emplace({rounded(s.law.stiffness), rounded(s.rest_length / length)}, ExportedLigament{});
        if (is_new) {
          in_order.push_back(&group->second);
          group->second.name = in_order.size() == 1 ? name : name + "_" + std::to_string(in_order.size());
        }
        group->second.strands.push_back({from, to, s.rest_length * moved, s.law});
      }
      for (ExportedLigament* ligament : in_order)
        out.push_back(std::move(*ligament));
    }
  }
  return out;
}

std::vector<char> used_nodes(const spine::SpineModel& spine) {
  std::vector<char> used(spine.model->mesh().nodes.size(), 0);
  for (const auto& hexahedron : spine.mesh.mesh.hexahedra) {
    for (const int n : hexahedron)
      used[static_cast<std::size_t>(n)] = 1;
  }
  for (const ExportedLigament& ligament : exported_ligaments(spine)) {
    for (const ExportedStrand& s : ligament.strands)
      used[static_cast<std::size_t>(s.from)] = used[static_cast<std::size_t>(s.to)] = 1;
  }
  return used;
}

}  // namespace spondyl::study
