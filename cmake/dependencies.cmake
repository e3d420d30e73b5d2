# Everything comes from the distribution (scripts/packages.sh lists the packages); nothing is downloaded.

find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(OpenMP 4.5 REQUIRED COMPONENTS CXX)
find_package(TBB 2021 REQUIRED)
find_package(CHOLMOD REQUIRED)
find_package(OpenBLAS REQUIRED MODULE)
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto) # SHA-256 of the model, for provenance
find_package(tomlplusplus 3 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 2 REQUIRED)
find_package(Boost 1.74 REQUIRED) # headers only: Sobol's sequence, quantiles
find_package(SQLite3 3.40 REQUIRED) # stores of parameter studies
find_package(HDF5 1.10 REQUIRED COMPONENTS C) # answers of parameter studies for Python, R and MATLAB
find_package(VTK 9.1 REQUIRED COMPONENTS CommonCore CommonDataModel IOXML) # writing .vtu, no rendering
