// A spine of six equal vertebrae and five equal discs, straight and upright: what is measured on it can be told by hand.

#pragma once

#include "spine/specification.hpp"

namespace spondyl::test {

inline spine::SpineSpec plain_spine() {
  spine::SpineSpec spec;
  for (spine::VertebraSpec& v : spec.vertebrae) {
    v.superior_width = v.inferior_width = 48;
    v.superior_depth = v.inferior_depth = 34;
    v.height_anterior = v.height_posterior = 27;
    v.waist_width = 44;
    v.waist_depth = 31;
    v.superior_concavity = 0.7;
    v.inferior_concavity = 1.5;
    v.canal_width = 23;
    v.canal_depth = 18;
    v.pedicle_width = 10;
    v.pedicle_height = 15;
    v.lamina_x = -33;
    v.lamina_superior_z = 8;
    v.lamina_inferior_z = -12;
    v.spinous_tip = {-72, 0, -8};
    v.spinous_height = 18;
    v.transverse_tip = {-22, 40, 2};
    v.superior_facet = {-28, 15, 18};
    v.inferior_facet = {-32, 14, -19};
    v.facet_width = 14;
    v.facet_height = 16;
  }
  spec.posterior = {.lamina_thickness = 6.5,
                    .articular_thickness = 7,
                    .spinous_thickness = 7,
                    .transverse_height = 10,
                    .transverse_thickness = 5.5};
  for (spine::DiscSpec& d : spec.discs) {
    d.height_anterior = d.height_posterior = 10;
    d.nucleus_fraction = 0.42;
    d.facet_angle = 0.7;
    d.facet_inclination = 1.5;
    d.facet_gap = 0.5;
  }
  for (auto& level : spec.ligaments) {
    for (spine::LigamentSpec& l : level)
      l = {.strands = 2, .stiffness = 100, .transition_strain = 0.1, .reference_strain = 0, .neutral_length = 4};
  }
  spine::TissueSpec& t = spec.tissue;
  t.cortical = {12000, 0.3};
  t.cancellous = {200, 0.3};
  t.endplate = {1000, 0.3};
  t.posterior = {3500, 0.25};
  t.graft = {500, 0.3};
  t.cortical_thickness = 1;
  t.endplate_thickness = 0.6;
  t.cartilage = {.young_modulus = 10, .poisson_ratio = 0.4, .thickness = 1, .toe_strain = 0.3};
  spine::DiscTissue disc;
  disc.annulus_c10 = 0.2;
  disc.annulus_c01 = 0.05;
  disc.annulus_bulk = 5;
  disc.nucleus_c10 = 0.1;
  disc.nucleus_c01 = 0.05;
  disc.nucleus_bulk = 100;
  disc.fiber = {.modulus_inner = 50,
                .modulus_outer = 100,
                .volume_fraction = 0.15,
                .inner_ratio = 1,
                .slack_anterior = 0,
                .slack_posterior = 0,
                .toe_anterior = 0.05,
                .toe_posterior = 0.05,
                .angle_inner_anterior = 0.6,
                .angle_inner_posterior = 0.6,
                .angle_outer_anterior = 0.5,
                .angle_outer_posterior = 0.5};
  for (spine::DiscSpec& d : spec.discs)
    d.tissue = disc;
  return spec;
}

}  // namespace spondyl::test
