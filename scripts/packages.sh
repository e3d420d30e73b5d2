# shellcheck shell=bash disable=SC2034
# The Debian packages Spondyl needs, and how to get them. Sourced by scripts/run and scripts/test.

# To build and run.
build_packages=(
  cmake ninja-build g++
  libeigen3-dev            # matrices
  libsuitesparse-dev       # CHOLMOD, the sparse direct solver
  libopenblas-pthread-dev  # its dense kernels
  libtbb-dev               # threads
  libssl-dev               # SHA-256 of the model
  libtomlplusplus-dev      # models and scenes
  nlohmann-json3-dev       # results
  libvtk9-dev              # fields for ParaView
  libcli11-dev             # the command line
  libboost-dev             # Sobol's sequence and quantiles of parameter studies
  libsqlite3-dev           # their stores
  libhdf5-dev              # their answers
  gnuplot-nox              # plots of docs/validation.md
  libimgui-dev libglfw3-dev libegl-dev libglew-dev pkg-config  # the window
  libgl1-mesa-dri libegl-mesa0 fonts-dejavu-core               # what it draws with
)

# To test as well.
test_packages=(
  catch2
  calculix-ccx  # solves some of the same problems, as a second opinion
  clang-format
  clang-14 libclang-rt-14-dev  # libFuzzer
  slurm-wlm munge  # a cluster of one node for the test of job arrays
  xvfb xauth    # a screen for the window
  xdotool       # a hand for its mouse and keyboard
)

# Installs those of the named packages that are missing. Sets installed_packages=yes if there were any.
install_packages() {
  local missing=() package present
  installed_packages=no
  # shellcheck disable=SC2016  # the format is dpkg-query's, not the shell's
  present=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
  for package in "$@"; do
    grep -qx "installed $package" <<<"$present" || missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0

  local as_root=()
  if [[ $(id -u) -ne 0 ]]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
      as_root=(sudo)
    else
      echo "Missing packages, and neither root nor sudo to install them. Please run as root:" >&2
      echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
      exit 2
    fi
  fi
  echo "Installing Debian packages: ${missing[*]}" >&2
  "${as_root[@]}" apt-get update -q >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends "${missing[@]}" >&2
  installed_packages=yes
}
