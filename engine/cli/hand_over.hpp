// The window and its pictures are drawn by a program of their own beside this one, so that this one links nothing of a
// window.
#pragma once

#include <optional>

namespace spondyl::cli {

/// For the commands view and render: becomes that program. Returns only if it cannot, then with the exit status and a
/// message said; nothing for other commands.
std::optional<int> hand_over(int argc, char** argv);

}  // namespace spondyl::cli
