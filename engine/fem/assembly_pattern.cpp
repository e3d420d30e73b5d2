#include <algorithm>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>

#include "fem/assembly.hpp"

namespace spondyl::fem {

namespace {

std::size_t packed_size(int n) { return static_cast<std::size_t>(n) * static_cast<std::size_t>(n + 1) / 2; }

/// Unknowns of a stencil: three for each free node in order, then six for each body met, in order of appearance.
struct StencilUnknowns {
  std::vector<int> equations;
  std::vector<int> first_row;  ///< of each node
  bool has_tied_nodes = false;

  StencilUnknowns(std::span<const int> nodes, const DofMap& dofs) : first_row(nodes.size()) {
    for (std::size_t a = 0; a < nodes.size(); ++a) {
      if (dofs.body_of(nodes[a]) >= 0)
        continue;
      first_row[a] = static_cast<int>(equations.size());
      for (int axis = 0; axis < 3; ++axis)
        equations.push_back(dofs.equation(nodes[a], axis));
    }
    std::map<int, int> first_row_of_body;
    for (std::size_t a = 0; a < nodes.size(); ++a) {
      const int body = dofs.body_of(nodes[a]);
      if (body < 0)
        continue;
      has_tied_nodes = true;
      const auto [met, is_new] = first_row_of_body.emplace(body, static_cast<int>(equations.size()));
      first_row[a] = met->second;
      for (int k = 0; is_new && k < 6; ++k)
        equations.push_back(dofs.body_equation(body, k));
    }
  }
};

}  // namespace

AssemblyPattern::AssemblyPattern(const std::vector<std::unique_ptr<Term>>& terms, const DofMap& dofs) {
  for (const auto& term : terms) {
    term->place(slots.size(), n_internal);
    for (std::size_t s = 0; s < term->stencils().size(); ++s)
      add_slot(*term, s, dofs);
  }
  first_body_slot = slots.size();
  if (n_stiffness + 6 * dofs.bodies().size() >= last_of_entry)
    throw std::length_error("a model of more than 2e9 numbers of stiffness");
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
  const StencilUnknowns unknowns(nodes, dofs);
  slot.has_tied_nodes = unknowns.has_tied_nodes;
  slot.n_unknowns = static_cast<int>(unknowns.equations.size());

  node_of_slot.insert(node_of_slot.end(), nodes.begin(), nodes.end());
  first_row_of_node.insert(first_row_of_node.end(), unknowns.first_row.begin(), unknowns.first_row.end());
  unknown_of_row.insert(unknown_of_row.end(), unknowns.equations.begin(), unknowns.equations.end());
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

/// Entries by column and row, those of one entry in the order of the slots: sorted into rows, then row by row into columns.
void AssemblyPattern::build_matrix_gather(int n_equations) {
  struct Entry {
    int other;  ///< column of what is sorted into a row, row of what is sorted into a column
    Place source;
  };
  const auto n = static_cast<std::size_t>(n_equations);
  const auto for_each_entry = [&](auto&& visit) {
    for (const Slot& slot : slots) {
      const int* unknowns = unknown_of_row.data() + slot.unknowns;
      auto source = static_cast<Place>(slot.stiffness);
      for (int i = 0; i < slot.n_unknowns; ++i) {
        for (int j = 0; j <= i; ++j, ++source) {
          if (unknowns[i] < 0 || unknowns[j] < 0)
            continue;
          visit(std::min(unknowns[i], unknowns[j]), std::max(unknowns[i], unknowns[j]), source);
        }
      }
    }
  };

  column_start.assign(n + 1, 0);
  std::vector<Place> row_start(n + 1, 0);
  for_each_entry([&](int column, int row, Place) {
    ++column_start[static_cast<std::size_t>(column) + 1];
    ++row_start[static_cast<std::size_t>(row) + 1];
  });
  std::partial_sum(column_start.begin(), column_start.end(), column_start.begin());
  std::partial_sum(row_start.begin(), row_start.end(), row_start.begin());
  std::vector<Entry> entries(column_start[n]);
  {
    std::vector<Entry> in_rows(row_start[n]);
    auto next = row_start;
    for_each_entry([&](int column, int row, Place source) {
      in_rows[next[static_cast<std::size_t>(row)]++] = {column, source};
    });
    next = column_start;
    for (std::size_t r = 0; r < n; ++r) {
      for (std::size_t k = row_start[r]; k < row_start[r + 1]; ++k)
        entries[next[static_cast<std::size_t>(in_rows[k].other)]++] = {static_cast<int>(r), in_rows[k].source};
    }
  }

  std::vector<int> outer(n + 1, 0), inner;
  value_source.reserve(entries.size());
  for (std::size_t c = 0; c < n; ++c) {
    for (std::size_t k = column_start[c]; k < column_start[c + 1]; ++k) {
      const bool is_last = k + 1 == column_start[c + 1] || entries[k].other != entries[k + 1].other;
      value_source.push_back(is_last ? entries[k].source | last_of_entry : entries[k].source);
      if (is_last)
        inner.push_back(entries[k].other);
    }
    outer[c + 1] = static_cast<int>(inner.size());
  }

  matrix.resize(n_equations, n_equations);
  matrix.resizeNonZeros(static_cast<Eigen::Index>(inner.size()));
  std::copy(outer.begin(), outer.end(), matrix.outerIndexPtr());
  std::copy(inner.begin(), inner.end(), matrix.innerIndexPtr());
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
      node_source[next[node]++] = static_cast<Place>(slot.force + 3 * a);
    }
  }
}

}  // namespace spondyl::fem
