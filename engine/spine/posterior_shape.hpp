// Shape of the left half of a posterior arch: positions of the nodes of its blocks, from the morphometry. Frame of the
// vertebra (x anterior, y left, z cranial), mm.
//
//   seen from the left                    seen from above (left half)
//        _____                              body wall
//       | SAP |  facet on the medial face      |  pedicle
//   ____|_____|                              __|__
//  pedicle| U |-- transverse process        |  U  |==== transverse process
//   ______|___|                              \ P  |
//         | P  \__ lamina ___ spinous         \___|  lamina goes from the medial face of P to the midline,
//         |____|                                     the spinous process backwards from the laminae there
//         |IAP |  facet on the lateral face
//         |____|
//
// One pillar of sections, stacked: the inferior articular process (IAP), the pars (P), the part behind the pedicle (U),
// the superior articular process (SAP). Its sections turn with the facets, so the articular surfaces are faces of it.
#pragma once

#include <array>
#include <vector>

#include "spine/cross_section.hpp"
#include "spine/facet_joints.hpp"

namespace spondyl::spine {

/// Numbers of elements of the posterior arch.
struct ArchDensity {
  int across;        ///< of every section: width, depth and rows of pedicle and pars
  int pedicle;       ///< along the pedicle
  int lower_behind;  ///< rows of U below the facet; the others bear its lower half
  int superior;      ///< rows of SAP
  int inferior;      ///< rows of IAP
  int transverse;    ///< along the transverse process
  int lamina;        ///< from the pillar to the spinous process
  int half_spinous;  ///< across half of the spinous process
  int spinous;       ///< along it
};
ArchDensity arch_density(Resolution resolution);

/// Where the front of the lamina lies in the midline, x in the frame of the vertebra.
double lamina_front(const SpineSpec& spec, Vertebra v);

/// Grid of positions; i from the midline outwards, j (or k) as the user says.
class PointGrid {
 public:
  PointGrid(int ni, int nj) : ni_(ni), points_(static_cast<std::size_t>((ni + 1) * (nj + 1))) {}
  Eigen::Vector3d& operator()(int i, int j) { return points_[at(i, j)]; }
  const Eigen::Vector3d& operator()(int i, int j) const { return points_[at(i, j)]; }
  Eigen::Vector3d center() const;

 private:
  std::size_t at(int i, int j) const { return static_cast<std::size_t>(j * (ni_ + 1) + i); }
  int ni_;
  std::vector<Eigen::Vector3d> points_;
};

class PosteriorShape {
 public:
  /// `root`: nodes of the body's wall where the pedicle begins (i from the midline outwards, j upwards).
  PosteriorShape(const SpineSpec& spec, const Alignment& alignment, Vertebra v, const ArchDensity& density,
                 PointGrid root);

  // In all blocks i counts from the midline outwards, j from front to back, k upwards.
  /// Section k of the pillar, from the tip of IAP (0) to that of SAP. S1 has no more than U.
  const Eigen::Vector3d& pillar(int i, int j, int k) const { return pillar_[static_cast<std::size_t>(k)](i, j); }
  Eigen::Vector3d pedicle(int i, int j, int k) const;
  Eigen::Vector3d transverse(int i, int j, int k) const;
  Eigen::Vector3d lamina(int i, int j, int k) const;
  Eigen::Vector3d spinous(int i, int j, int k) const;

  Eigen::Vector3d pedicle_middle() const;
  double pillar_back() const;  ///< x, behind the pedicle

  // Where the parts of the pillar begin: numbers of sections.
  int pars_begin() const { return pars_begin_; }
  int behind_begin() const { return behind_begin_; }
  int superior_begin() const { return behind_begin_ + density_.across; }
  int n_sections() const { return static_cast<int>(pillar_.size()); }
  /// Sections between which the superior articular surface lies.
  int facet_begin() const { return facet_begin_; }

 private:
  struct Facet {  ///< FacetJoint in the frame of the vertebra
    Eigen::Vector3d center, normal, across, along;
    double width, height, gap;
  };
  Facet local(const FacetJoint& joint) const;
  Facet superior_facet(const Alignment& alignment) const;
  PointGrid superior_section(const Facet& facet, double v) const;
  PointGrid inferior_section(const Facet& facet, double v) const;
  void build_pillar(const Facet& superior, const Facet& inferior);
  void build_sacral_pillar(const Facet& superior);
  PointGrid isthmus() const;

  const SpineSpec& spec_;
  const VertebraSpec& shape_;
  Vertebra vertebra_;
  Frame frame_;
  ArchDensity density_;
  PointGrid root_;
  std::vector<PointGrid> pillar_;
  PointGrid isthmus_;
  int pars_begin_ = 0, behind_begin_ = 0, facet_begin_ = 0;
  double lamina_front_ = 0;
};

}  // namespace spondyl::spine
