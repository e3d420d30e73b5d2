#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "fem/assembly.hpp"

namespace spondyl::fem {

namespace {

std::size_t packed_size(int n) { return static_cast<std::size_t>(n) * static_cast<std::size_t>(n + 1) / 2; }

/// Unknowns of a stencil: three for each free node in order, then six for each body met, in order of appearance.
std::vector<int> unknowns_of(std::span<const int> nodes, const DofMap& dofs, bool& has_tied_nodes) {
  std::vector<int> unknowns, bodies;
  for (int n : nodes) {
    if (const int b = dofs.body_of(n); b >= 0) {
      if (std::find(bodies.begin(), bodies.end(), b) == bodies.end())
        bodies.push_back(b);
    } else {
      for (int axis = 0; axis < 3; ++axis)
        unknowns.push_back(dofs.equation(n, axis));
    }
  }
  for (int b : bodies) {
    for (int k = 0; k < 6; ++k)
      unknowns.push_back(dofs.body_equation(b, k));
  }
  has_tied_nodes = !bodies.empty();
  return unknowns;
}

}  // namespace

AssemblyPattern::AssemblyPattern(const std::vector<std::unique_ptr<Term>>& terms, const DofMap& dofs) {
  for (const auto& term : terms) {
    term->place(slots.size(), n_internal);
    for (std::size_t s = 0; s < term->stencils().size(); ++s)
      add_slot(*term, s, dofs);
  }
  first_body_slot = slots.size();
  build_force_gather(dofs.n_nodes());
  add_body_slots(dofs);
  build_matrix_gather(dofs.n_equations());
}

void AssemblyPattern::add_slot(const Term& term, std::size_t stencil, const DofMap& dofs) {
  const auto nodes = term.stencils()[stencil];
  // The lower triangle of a stiffness says nothing of how two rows of one unknown meet.
  for (auto n = nodes.begin(); n != nodes.end(); ++n) {
    if (std::find(nodes.begin(), n, *n) != n)
      throw std::invalid_argument("a stencil names node " + std::to_string(*n) + " twice");
  }
  Slot slot{};
  slot.n_nodes = static_cast<int>(nodes.size());
  slot.nodes = node_of_slot.size();
  slot.force = n_forces;
  slot.stiffness = n_stiffness;
  slot.unknowns = unknown_of_row.size();
  slot.internal = n_internal;
  slot.recovery = n_recovery;
  slot.n_internal = term.internal_per_stencil();
  const auto unknowns = unknowns_of(nodes, dofs, slot.has_tied_nodes);
  slot.n_unknowns = static_cast<int>(unknowns.size());

  node_of_slot.insert(node_of_slot.end(), nodes.begin(), nodes.end());
  unknown_of_row.insert(unknown_of_row.end(), unknowns.begin(), unknowns.end());
  n_forces += 3 * nodes.size();
  n_stiffness += packed_size(slot.n_unknowns);
  n_internal += static_cast<std::size_t>(slot.n_internal);
  n_recovery += static_cast<std::size_t>(slot.n_internal) * 3 * nodes.size() + packed_size(slot.n_internal);
  slots.push_back(slot);
}

void AssemblyPattern::add_body_slots(const DofMap& dofs) {
  for (std::size_t b = 0; b < dofs.bodies().size(); ++b) {
    Slot slot{};
    slot.stiffness = n_stiffness;
    slot.unknowns = unknown_of_row.size();
    slot.n_unknowns = 3;
    for (int k = 3; k < 6; ++k)
      unknown_of_row.push_back(dofs.body_equation(static_cast<int>(b), k));
    n_stiffness += packed_size(3);
    slots.push_back(slot);
  }
}

void AssemblyPattern::build_matrix_gather(int n_equations) {
  struct Entry {
    int row;
    std::size_t source;
  };
  const auto n = static_cast<std::size_t>(n_equations);
  const auto for_each_entry = [&](auto&& visit) {
    for (const Slot& slot : slots) {
      const int* unknowns = unknown_of_row.data() + slot.unknowns;
      std::size_t source = slot.stiffness;
      for (int i = 0; i < slot.n_unknowns; ++i) {
        for (int j = 0; j <= i; ++j, ++source) {
          if (unknowns[i] < 0 || unknowns[j] < 0)
            continue;
          visit(std::min(unknowns[i], unknowns[j]), std::max(unknowns[i], unknowns[j]), source);
        }
      }
    }
  };

  std::vector<std::size_t> column_start(n + 1, 0);
  for_each_entry([&](int column, int, std::size_t) { ++column_start[static_cast<std::size_t>(column) + 1]; });
  for (std::size_t c = 0; c < n; ++c)
    column_start[c + 1] += column_start[c];
  std::vector<Entry> entries(column_start[n]);
  auto next = column_start;
  for_each_entry([&](int column, int row, std::size_t source) {
    entries[next[static_cast<std::size_t>(column)]++] = {row, source};
  });

  std::vector<int> outer(n + 1, 0), inner;
  value_source.reserve(entries.size());
  for (std::size_t c = 0; c < n; ++c) {
    const auto first = entries.begin() + static_cast<std::ptrdiff_t>(column_start[c]);
    const auto last = entries.begin() + static_cast<std::ptrdiff_t>(column_start[c + 1]);
    std::stable_sort(first, last, [](const Entry& a, const Entry& b) { return a.row < b.row; });
    for (auto e = first; e != last; ++e) {
      if (e == first || e->row != (e - 1)->row) {
        inner.push_back(e->row);
        value_start.push_back(value_source.size());
      }
      value_source.push_back(e->source);
    }
    outer[c + 1] = static_cast<int>(inner.size());
  }
  value_start.push_back(value_source.size());

  matrix.resize(n_equations, n_equations);
  matrix.resizeNonZeros(static_cast<Eigen::Index>(inner.size()));
  std::copy(outer.begin(), outer.end(), matrix.outerIndexPtr());
  std::copy(inner.begin(), inner.end(), matrix.innerIndexPtr());
  std::fill_n(matrix.valuePtr(), inner.size(), 0.0);
}

void AssemblyPattern::build_force_gather(std::size_t n_nodes) {
  node_start.assign(n_nodes + 1, 0);
  for (int n : node_of_slot)
    ++node_start[static_cast<std::size_t>(n) + 1];
  for (std::size_t n = 0; n < n_nodes; ++n)
    node_start[n + 1] += node_start[n];
  node_source.resize(node_of_slot.size());
  auto next = node_start;
  for (const Slot& slot : slots) {
    for (std::size_t a = 0; a < static_cast<std::size_t>(slot.n_nodes); ++a) {
      const auto node = static_cast<std::size_t>(node_of_slot[slot.nodes + a]);
      node_source[next[node]++] = slot.force + 3 * a;
    }
  }
}

}  // namespace spondyl::fem
